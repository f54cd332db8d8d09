"""Write docs/tables.md and docs/tables.ko.md from the row models."""

from pathlib import Path

from geo.messages import LANGS
from geo.tables.describe import markdown

DOCS = Path(__file__).parents[1] / "docs"

for lang in LANGS:
    name = "tables.md" if lang == "en" else f"tables.{lang}.md"
    (DOCS / name).write_text(markdown(lang), encoding="utf-8")
