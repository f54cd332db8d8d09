"""Run the notebooks and write them with their outputs as Markdown into docs/notebooks.

Usage: render_notebooks.py [NOTEBOOK …]
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
FOLDER, DOCS = ROOT / "notebooks", ROOT / "docs" / "notebooks"
_WIDE = """
import pandas as pd

pd.set_option("display.width", 110)
pd.set_option("display.max_columns", 12)
pd.set_option("display.max_rows", 20)
"""


def rendered(path: Path) -> str:
    """Return a notebook as Markdown, with what its cells show as text."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(_WIDE))
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(FOLDER)}}).execute()
    parts = [f"<!-- scripts/render_notebooks.py: notebooks/{path.name} -->"]
    for cell in notebook.cells[1:]:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
            continue
        parts.append(f"```python\n{cell.source}\n```")
        for output in cell.outputs:
            if output.get("name") == "stderr":
                continue
            data = output.get("data", {})
            if "<iframe" in str(data.get("text/html", "")):
                parts.append("*(지도 · a map)*")
            elif text := str(data.get("text/plain", "") or output.get("text", "")).rstrip():
                parts.append(f"```text\n{text}\n```")
    return "\n\n".join(parts) + "\n"


def main(names: list[str]) -> None:
    """Write the notebooks that are named, or all."""
    DOCS.mkdir(exist_ok=True)
    for path in sorted(FOLDER.glob("*.ipynb")):
        if not names or path.stem in names:
            (DOCS / f"{path.stem}.md").write_text(rendered(path), encoding="utf-8")
            print(path.stem, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
