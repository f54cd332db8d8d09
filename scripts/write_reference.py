"""Write the reference of the documentation from the code, in the language of ``SANDAN_LANG``.

``write_reference.py FOLDER`` writes commands, API, settings, collections, formats, errors.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import reader_language, sandan
from api.settings import Settings
from geo.exports.formats import FORMATS
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
LANG = reader_language()
DOT_KO = ".ko" if LANG == "ko" else ""
GENERIC = re.compile(r"/collections/(?!\{)[^/]+/items")
"""Addresses of one collection, which are those of any."""


def tell(korean: str, english: str) -> str:
    """Return the words of the language that is written."""
    return korean if LANG == "ko" else english


def side(text: str) -> str:
    """Return one half of ``한국어 · English``; the values after it belong to both."""
    korean, dot, english = text.partition(" · ")
    if not dot or LANG == "en":
        return english or korean
    values = english.partition(": ")[2]
    return f"{korean}: {values}" if values and values not in korean else korean


def cell(value: object) -> str:
    """Return a value as the cell of a table."""
    return str(value).replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table; nothing where there are no rows."""
    lines = ["| " + " | ".join(map(cell, row)) + " |" for row in rows]
    head = list(headings)
    return (
        "\n".join(["| " + " | ".join(head) + " |", "|---" * len(head) + "|", *lines])
        if lines
        else ""
    )


def page(title: str, *parts: str) -> str:
    """Return a page of parts."""
    return "\n\n".join([f"# {title}", *filter(None, parts)]) + "\n"


def commands(group: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, by its words."""
    if not isinstance(group, click.Group):
        yield " ".join(path), group
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            yield from commands(command, (*path, name))


def option(parameter: click.Option) -> tuple[str, str, str]:
    """Return the row of an option."""
    names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    kind = "" if parameter.is_flag else parameter.type.name.replace("text", "")
    if isinstance(parameter.type, click.Choice):
        kind = ", ".join(map(str, parameter.type.choices))
    if isinstance(parameter.type, click.IntRange):
        kind = f"{parameter.type.min}–{parameter.type.max or ''}"
    needed = tell(" (꼭 필요함)", " (required)") if parameter.required else ""
    return names, kind, (parameter.help or "") + needed


def cli() -> str:
    """Return the page of commands."""
    parts = []
    for name, command in commands(sandan, ("sandan",)):
        context = click.Context(command, info_name=name)
        usage = " ".join([name, *command.collect_usage_pieces(context)])
        options = [option(one) for one in command.params if isinstance(one, click.Option)]
        heads = (tell("옵션", "Option"), tell("값", "Value"), tell("뜻", "Meaning"))
        parts += [f"## {name}", f"```text\n{usage}\n```", command.help or "", table(heads, options)]
    intro = tell(
        "언어, JSON, 종료 코드, 자동 완성은 [명령 쓰기](../commands.md)에 있습니다.",
        "Language, JSON, exit codes and completion: [using commands](../commands.md).",
    )
    return page(tell("명령", "Commands"), intro, *parts)


def api(described: dict) -> str:
    """Return the page of routes and their parameters."""
    shared = described["components"]["parameters"]
    heads = (tell("이름", "Name"), tell("종류", "Type"), tell("뜻", "Meaning"))
    parts = []
    for path, item in described["paths"].items():
        if GENERIC.match(path):
            continue
        for method, operation in item.items():
            asked = [
                shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
                for one in operation.get("parameters", ())
            ]
            rows = [
                (f"`{one['name']}`", one["schema"].get("type", ""), side(one["description"]))
                for one in asked
            ]
            more = operation.get("description", "").partition("\n\n")[0] if LANG == "en" else ""
            parts += [f"## {method.upper()} {path}", side(operation["summary"]), more]
            parts.append(table(heads, rows))
    intro = tell(
        "OpenAPI 문서는 서버의 `/api`에 있습니다. `/collections/{collection}/items`는 "
        "컬렉션의 속성도 매개변수로 받습니다.",
        "The OpenAPI description is under `/api` of a server. "
        "`/collections/{collection}/items` takes properties of its collection as parameters, too.",
    )
    return page(tell("API", "API"), intro, *parts)


def settings() -> str:
    """Return the page of settings: the rows of README and docs/reliability, all of them there."""
    files = [ROOT / f"README{DOT_KO}.md", ROOT / "docs" / f"reliability{DOT_KO}.md"]
    rows = [
        [part.strip() for part in line.strip("| ").split(" | ")]
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `SANDAN_") and "…" not in line.partition(" | ")[0]
    ]
    told = {name for row in rows for name in re.findall(r"SANDAN_[A-Z_]+", row[0])}
    missing = {f"SANDAN_{name.upper()}" for name in Settings.model_fields} - told
    assert not missing, missing
    intro = tell(
        "환경 변수 `SANDAN_…` 또는 작업 폴더의 `sandan.toml`로 정합니다(서비스의 열쇠는 변수로만). "
        "명령의 옵션이 환경 변수를, 환경 변수가 파일을 이깁니다.",
        "Set as variables `SANDAN_…` or in `sandan.toml` of the working folder (keys of services "
        "as variables only). Options of a command win over variables, variables over the file.",
    )
    heads = (tell("설정", "Setting"), tell("기본값", "Default"), tell("뜻", "Meaning"))
    text = table(heads, ((row[0], row[1], " → ".join(row[2:])) for row in rows))
    text = re.sub(r"\]\((?:docs/)?([a-z-]+)(?:\.ko)?\.md", r"](../\1.md", text)
    return page(tell("설정", "Settings"), intro, text)


def collections(client: TestClient) -> str:
    """Return the page of collections and their properties."""
    heads = (tell("속성", "Property"), tell("종류", "Type"), tell("뜻", "Meaning"))
    parts = []
    for layer in client.get(f"/collections?f=json&lang={LANG}").json()["collections"]:
        schema = client.get(f"/collections/{layer['id']}/schema?lang={LANG}").json()
        rows = [
            (f"`{name}`", one.get("type", one.get("format", "")), one.get("title", ""))
            for name, one in schema["properties"].items()
        ]
        parts += [f"## {layer['id']}", f"**{layer['title']}**", layer["description"]]
        parts.append(table(heads, rows))
    return page(tell("컬렉션", "Collections"), *parts)


def formats() -> str:
    """Return the page of formats of downloads."""
    heads = (
        "`f`",
        tell("이름", "Name"),
        tell("파일", "Files"),
        tell("좌표계", "CRS"),
        "Media type",
    )
    rows = [
        (
            *(f"`{one.id}`", one.title(LANG), " ".join(f"`{end}`" for end in one.endings)),
            *(tell("모두", "any") if len(one.crs) > 1 else one.crs[0], one.media_type),
        )
        for one in FORMATS.values()
    ]
    return page(tell("내려받기 형식", "Formats of downloads"), table(heads, rows))


def errors() -> str:
    """Return the page of the sentences that errors say."""
    parts = []
    for package in ("geo", "maps", "api"):
        found = catalogue(package, LANG)
        rows = [
            (f"`{key}`", text)
            for prefix in ("error", "problem")
            for key, text in sorted(found.under(prefix).items())
        ]
        heads = (tell("오류", "Error"), tell("문장", "Sentence"))
        parts += [f"## {package}", table(heads, rows)] if rows else []
    intro = tell(
        "API는 오류를 RFC 9457 problem details로, 명령은 한 문장과 [종료 코드](../commands.md)로 "
        "말합니다. 중괄호에는 그때의 값이 들어갑니다.",
        "The API tells errors as RFC 9457 problem details, commands as a sentence and an "
        "[exit code](../commands.md). Values stand where the braces are.",
    )
    return page(tell("오류", "Errors"), intro, *parts)


def main() -> None:
    """Write every page."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with TestClient(create_app(Settings())) as client:
        pages = {
            "cli": cli(),
            "api": api(client.get("/api").json()),
            "settings": settings(),
            "collections": collections(client),
            "formats": formats(),
            "errors": errors(),
        }
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
