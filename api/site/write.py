"""The copy on a disk: pages, downloads, their codings, and what web servers need to know."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from api.app import create_app
from api.coding import LEAST, encode
from api.routes.sitemap import pages_of
from api.site.copy import ASKING, MISSING, Page, Rewriting, Walk
from api.site.names import Address, relative
from api.view import file_of, maps_of
from geo.errors import OccupiedFolderError, UnwritableOutputError
from geo.messages import LANGS, catalogue
from geo.tiles.archive import write_archive
from maps.links import PAGES
from maps.scene import OVERVIEW
from maps.standalone import LINKS
from maps.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from api.coding import Coding
    from api.settings import Settings
    from api.state import State
    from geo.messages import Lang
    from maps.links import Links

_PATIENCE = 600.0
"""Seconds for one picture or file."""
MARK = "site.json"
"""File by which a folder is known to be a copy, which a newer one may replace."""
TILES = "tiles"
"""Folder of the collections' vector tiles."""
_CODINGS: dict[str, Coding] = {".br": "br", ".gz": "gzip"}
_LEVELS: dict[Coding, int] = {"br": 9, "gzip": 9}
"""Levels that take 0.1 s a megabyte: the best of br takes 1.4 s and saves another 4 %."""
_TEXTS = frozenset(
    {".css", ".csv", ".geojson", ".html", ".js", ".json", ".kml", ".svg", ".topojson", ".xml"}
)
_SHEETS = ("css/fonts", "css/theme", "site/start", "site/data")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Access-Control-Allow-Origin": "*",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the copy is to be like."""

    only: tuple[str, ...] = ()
    """Paths such as ``/regions``, with all below them; with none, everything."""
    langs: tuple[Lang, ...] = LANGS
    briefs: bool = False
    server: str = ""
    """Where what the copy has not is to be found."""
    url: str = ""
    """Where the copy will stand."""
    coded: bool = True
    """Whether texts are written in gzip and br too."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was written."""

    files: int
    bytes: int
    """Without the codings."""
    refused: tuple[Address, ...]
    """Led to by pages, and not to be had."""


def copy(
    settings: Settings, folder: Path, wish: Wish, tell: Callable[[int], None] = lambda _: None
) -> Copied:
    """Write the atlas to `folder`, whole or not at all; an earlier copy there is replaced.

    Parameters
    ----------
    settings
        Of the server that is copied.
    folder
        Is made, or is an earlier copy.
    wish
        What is wanted of it.
    tell
        Called with the number of files found so far.

    Raises
    ------
    OccupiedFolderError
        Something else is in the folder.
    UnwritableOutputError
        The disk is full, or may not be written to.
    """
    if folder.exists() and not (folder / MARK).exists() and any(folder.iterdir()):
        raise OccupiedFolderError(str(folder))
    # Nobody waits for a picture here, however busy the machine is.
    app = create_app(settings.model_copy(update={"job_seconds": _PATIENCE}))
    state: State = app.state.sandan
    walk = Walk(
        app,
        frozenset(f"/{unquote(value)}" for value in pages_of(state)),
        wish.only,
        wish.langs,
        wish.briefs,
    )
    with _staged(folder) as staged:
        # In a thread of its own: its caller may have an event loop already, as notebooks do.
        with ThreadPoolExecutor(1) as pool:
            kept = pool.submit(lambda: asyncio.run(_fetched(walk, staged, tell))).result()
        size = 0
        rewriting = Rewriting(walk.files.keys(), wish.server.rstrip("/"), wish.url.rstrip("/"))
        for page, path in kept:
            body = path.read_bytes()
            name = page.address.path.removeprefix("/maps/")
            if page.media_type == "text/html" and name in maps_of(state):
                links = _links(walk, page.address.lang)
                body = file_of(state, name, page.address.lang, View(), links).encode()
            elif page.media_type == "text/html" or page.address.form == "json":
                body = rewriting.page(replace(page, body=body))
            path.write_bytes(body)
            size += len(body)
        size += _write_tiles(staged, walk, state)
        _write_beside(staged, walk, wish, state)
        if wish.coded:
            _code(staged)
    return Copied(len(kept), size, tuple(walk.missing))


async def _fetched(
    walk: Walk, staged: Path, tell: Callable[[int], None]
) -> list[tuple[Page, Path]]:
    """Write what the application answers; return each page, without its body, and its file."""
    kept: list[tuple[Page, Path]] = []
    async for page in walk.pages_found():
        path = staged / page.address.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.body)
        kept.append((replace(page, body=b""), path))
        tell(len(kept))
    return kept


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """Give a folder beside `folder` that takes its place when all went well."""
    staged = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        staged.chmod(0o755)
        yield staged
        old = staged.with_name(f"{staged.name}-old")
        if folder.exists():
            folder.rename(old)
        try:
            staged.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise UnwritableOutputError(str(folder), error.strerror or str(error)) from error
    finally:
        if staged is not None:
            shutil.rmtree(staged, ignore_errors=True)


def _links(walk: Walk, lang: Lang) -> Links:
    """Return where a map of the copy leads, as far as the copy has it."""
    up = "../../.."
    has = {file.split("/")[1] for file in walk.files if file.startswith(f"{lang}/")}

    def below(folder: str, link: str) -> str | None:
        return link if folder in has else None

    return replace(
        LINKS,
        home=f"{up}/{{lang}}/index.html",
        map=below("maps", f"{up}/{{lang}}/maps/{{name}}/index.html"),
        page=f"{up}/{{lang}}/{{name}}/index.html",
        made_for_readers=False,
        picture="../{name}.{format}" if f"{lang}/maps/{OVERVIEW}.svg" in walk.files else None,
        subject=below("complexes", f"{up}/{{lang}}/{{path}}/index.html"),
        programme=below("programmes", f"{up}/{lang}/programmes/{{id}}/index.html"),
        source=below("sources", f"{up}/{lang}/sources/{{id}}/index.html"),
        conflict=below("conflicts", f"{up}/{lang}/conflicts/index.html#{{id}}"),
    )


def _write_tiles(staged: Path, walk: Walk, state: State) -> int:
    """Write the tiles of each collection that the copy has, a file each; return their bytes."""
    size = 0
    for id_, layer in state.snapshot.layers.items():
        if not any(f"{lang}/collections/{id_}/index.html" in walk.files for lang in LANGS):
            continue
        path = staged / TILES / f"{id_}.pmtiles"
        path.parent.mkdir(exist_ok=True)
        if write_archive(layer, path):
            size += path.stat().st_size
    return size


def _write_beside(staged: Path, walk: Walk, wish: Wish, state: State) -> None:
    """Write the entrance, what tells that something is missing, and what servers are to say."""
    entrance = [
        f'<li><a href="{code}/index.html" lang="{code}">'
        f"{escape(_words(code)('start.title'))}</a></li>"
        for code in wish.langs
    ]
    first = wish.langs[0]
    _page(
        staged,
        "index.html",
        first,
        f"<ul>{''.join(entrance)}</ul>",
        f'<meta http-equiv="refresh" content="0; url={first}/index.html">',
    )
    # Maps lead to these by their names, in any language.
    known = {"/", *ASKING, *(f"/{value}" for value in PAGES)}
    known |= {f"/maps/{name}" for name in maps_of(state)}
    for lang in LANGS:
        places = {MISSING.format(lang=lang)} | {Address(path, (), lang).file for path in known}
        for file in sorted(places - walk.files.keys()):
            words = _words(lang)
            server = escape(wish.server)
            there = f'<p><a href="{server}">{server}</a></p>' if wish.server else ""
            home = relative(f"{lang if lang in wish.langs else first}/index.html", file)
            body = (
                f"<h1>{escape(words('site.missing'))}</h1><p>{escape(words('site.missing_why'))}</p>"
                f'{there}<p><a href="{home}">{escape(words("site.home"))}</a></p>'
            )
            _page(staged, file, lang, body)
    document = {
        "title": [_words(item)("start.title") for item in wish.langs],
        "version": state.snapshot.version,
        "as_of": state.snapshot.as_of,
        "languages": wish.langs,
        "server": wish.server or None,
        "files": len(walk.files),
        "tiles": sorted(f"{TILES}/{path.name}" for path in (staged / TILES).glob("*.pmtiles")),
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    (staged / MARK).write_text(f"{text}\n", "utf-8")
    lines = "".join(f"  {name}: {value}\n" for name, value in _HEADERS.items())
    forever = "/static/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    (staged / "_headers").write_text(f"/*\n{lines}{forever}", "utf-8")
    (staged / "nginx.conf").write_text(_nginx(), "utf-8")
    if wish.url:
        root = wish.url.rstrip("/")
        pages = sorted(file for file in walk.files if file.endswith(".html"))
        urls = "\n".join(f"{root}/{quote(file)}" for file in pages)
        (staged / "sitemap.txt").write_text(f"{urls}\n", "utf-8")


def _words(lang: Lang) -> Callable[[str], str]:
    return catalogue("api", lang)


def _page(staged: Path, file: str, lang: Lang, body: str, head: str = "") -> None:
    """Write a page that looks like those of the server."""
    path = staged / file
    path.parent.mkdir(parents=True, exist_ok=True)
    sheets = "".join(
        f'<link rel="stylesheet" href="{relative(f"static/{value}.css", file)}">'
        for value in _SHEETS
    )
    path.write_text(
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">{head}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<script src="{relative("static/js/theme.js", file)}"></script>{sheets}'
        f"<title>{escape(_words(lang)('start.title'))}</title></head>"
        f'<body><main id="main">{body}</main></body></html>\n',
        "utf-8",
    )


def _nginx() -> str:
    """Return the part of a server's configuration; `nginx -t` has read it."""
    lines = "".join(f'add_header {name} "{value}" always;\n' for name, value in _HEADERS.items())
    return (
        "# Include this in a server block whose root is this folder.\n"
        "charset utf-8;\nindex index.html;\ngzip_static on;\n"
        "# brotli_static on;  # with its module\n"
        "include mime.types;\ntypes { application/geo+json geojson; application/json topojson;"
        " application/vnd.pmtiles pmtiles; }\n"
        f"{lines}"
        "location /static/ { expires 1y; }\n"
    )


def _code(staged: Path) -> None:
    for path in sorted(staged.rglob("*")):
        if path.suffix not in _TEXTS or not path.is_file() or path.stat().st_size < LEAST:
            continue
        body = path.read_bytes()
        for ending, coding in _CODINGS.items():
            path.with_name(path.name + ending).write_bytes(encode(body, coding, _LEVELS))
