"""Build the documentation site, Korean and English, from docs/*.md and from the code.

``build_docs.py [OUT]`` writes the pages (OUT/pages/ko, OUT/pages/en) and, where MkDocs is
installed (`make docs`), the site (OUT/site). The pages are the files of the repository at their
paths, without the language in the name, and docs/reference, which is made from the code. Nothing is
asked of a network; a page of the site that names a file of another host fails the build.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "build" / "docs"
STATIC = ROOT / "maps" / "static"
LANGS = ("ko", "en")
ROLES = ("planner", "official", "gis", "analyst", "operator", "developer")
SECTIONS = {
    ("역할별 안내", "By role"): [f"docs/roles/{role}.md" for role in ROLES],
    ("하는 법", "How to"): [
        *("docs/commands.md", "docs/gis.md", "docs/briefs.md", "docs/programmes.md"),
        *("docs/statistics.md", "docs/editing.md", "docs/operations.md", "docs/scaling.md"),
    ],
    ("설명", "Explanations"): [
        *("docs/data.md", "docs/geocoding.md", "docs/networks.md", "docs/reliability.md"),
        "data/README.md",
    ],
    ("참조", "Reference"): [
        *("docs/reference/cli.md", "docs/reference/api.md", "docs/reference/settings.md"),
        *("docs/reference/collections.md", "docs/reference/formats.md", "docs/tables.md"),
        "docs/reference/errors.md",
    ],
    ("노트북", "Notebooks"): sorted(
        path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "notebooks").glob("*.md")
    ),
    ("개발", "Development"): [
        *("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "docs/security-asvs.md"),
        "docs/decisions/README.md",
        *sorted(
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / "docs" / "decisions").glob("*.md")
            if path.stem != "README"
        ),
        "CHANGELOG.md",
    ],
}
"""Title (Korean, English) to pages; a page is a file, its Korean ``.ko`` where there is one."""
HOME = "README.md"
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s#]+)(#[^)\s]*)?\)")
OTHER_LANGUAGE = re.compile(
    r"^\[(?:한국어|English)\]\([^)]*\)\n+|(?:영어|English|Korean|한국어): \[[^\]]*\]\([^)]*\)\.? ?",
    re.MULTILINE,
)
"""What leads to the same page in the other language, which the site does by itself."""


def source(page: str, lang: str) -> Path:
    """Return the file of a page in a language: its translation, where it has one."""
    path = ROOT / page
    translated = path.with_suffix(f".{lang}.md")
    return translated if lang != "en" and translated.exists() else path


def title(page: str, lang: str) -> str:
    """Return the first heading of a page."""
    found = re.search(r"^# (.+)$", source(page, lang).read_text(encoding="utf-8"), re.MULTILINE)
    assert found, page
    return found[1]


def staged(text: str, page: str, lang: str, target: Path) -> str:
    """Return the text of a page for the site; files that it leads to are put beside it.

    A link to a folder leads to its first page, or becomes its words; one that is called by the
    path of a page is called by the page's title.
    """
    folder = (ROOT / page).parent

    def link(found: re.Match[str]) -> str:
        picture, words, to, anchor = found.groups()
        if re.match(r"[a-z]+:", to):
            return found[0]
        to = to.replace(".ko.md", ".md").replace("README.ko", "README")
        meant = (folder / to).resolve()
        if meant.is_dir():
            inside = sorted(meant.glob("*.md"))
            return f"[{words}]({to}/{inside[0].name})" if inside else words
        if meant.suffix == ".md" or not meant.exists():
            if words.endswith(".md"):
                words = title(meant.relative_to(ROOT).as_posix(), lang)
            return f"{picture}[{words}]({to}{anchor or ''})"
        copy = target / meant.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(meant, copy)
        return f"{picture}[{words}]({to})"

    return LINK.sub(link, OTHER_LANGUAGE.sub("", text, count=1))


def stage(lang: str, out: Path) -> Path:
    """Write the pages of a language below `out` and return their folder."""
    target = out / "pages" / lang
    shutil.rmtree(target, ignore_errors=True)
    for page in (HOME, *(page for pages in SECTIONS.values() for page in pages)):
        if page.startswith("docs/reference/"):
            continue
        copy = target / page
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = source(page, lang).read_text(encoding="utf-8")
        copy.write_text(staged(text, page, lang, target), encoding="utf-8")
    for folder in ("css", "fonts"):
        shutil.copytree(STATIC / folder, target / "static" / folder)
    shutil.copyfile(ROOT / "docs" / "site.css", target / "static" / "css" / "site.css")
    # The words of commands are of one language in a process.
    subprocess.run(
        [sys.executable, Path(__file__).with_name("write_reference.py"), target / "docs/reference"],
        check=True,
        env={**os.environ, "SANDAN_LANG": lang},
        cwd=ROOT,
    )
    return target


def build(lang: str, pages: Path, out: Path) -> None:
    """Let MkDocs make the site of a language."""
    side = LANGS.index(lang)
    configuration = {
        "INHERIT": str(ROOT / "docs" / "mkdocs.yml"),
        "site_name": ("산단 아틀라스", "Sandan Atlas")[side],
        "docs_dir": str(pages),
        "site_dir": str(out / "site" / lang),
        "theme": {"language": lang},
        "plugins": [{"search": {"lang": ["ko", "en"] if lang == "ko" else ["en"]}}],
        "extra_css": ["static/css/fonts.css", "static/css/site.css"],
        "nav": [
            {("처음", "Start")[side]: HOME},
            *({titles[side]: named} for titles, named in SECTIONS.items()),
        ],
    }
    written = out / f"mkdocs-{lang}.yml"
    # JSON is YAML.
    written.write_text(json.dumps(configuration, ensure_ascii=False), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--config-file", written],
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )


def outside(site: Path) -> list[str]:
    """Return what the pages would ask of other hosts: scripts, styles, pictures, fonts."""
    asks = re.compile(
        r'<(?:script|img|iframe|source)\b[^>]*\bsrc="(?:https?:)?//[^"]+"'
        r'|<link\b[^>]*\brel="?(?:stylesheet|preload|icon|preconnect)[^>]*href="(?:https?:)?//[^"]+"'
        r'|@import\s+(?:url\()?["\']?(?:https?:)?//|url\(["\']?(?:https?:)?//'
    )
    files = [path for path in site.rglob("*") if path.suffix in {".html", ".css"}]
    return [
        f"{path.relative_to(site)}: {found[0][:120]}"
        for path in files
        for found in asks.finditer(path.read_text(encoding="utf-8"))
    ]


def main() -> None:
    """Write pages and site."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    pages = {lang: stage(lang, out) for lang in LANGS}
    if importlib.util.find_spec("mkdocs") is None:
        print(f"{out / 'pages'}: pages written. For the site: make docs")
        return
    for lang in LANGS:
        build(lang, pages[lang], out)
    (out / "site" / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><title>산단 아틀라스 · Sandan Atlas</title>'
        '<meta http-equiv="refresh" content="0; url=ko/index.html">'
        '<a href="ko/index.html">한국어</a> <a href="en/index.html">English</a>\n',
        encoding="utf-8",
    )
    asked = outside(out / "site")
    if asked:
        sys.exit("\n".join(["Asked of another host:", *asked]))
    print(f"{out / 'site' / 'index.html'}")


if __name__ == "__main__":
    main()
