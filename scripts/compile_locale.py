"""Compile api/cli/locale/ko.json, the Korean of what click says, into the catalogue of gettext.

The format is that of GNU gettext (info gettext, "MO Files"): two tables of lengths and offsets, and
the texts, sorted. A message with a plural has both forms in front; Korean has one behind.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path

LOCALE = Path(__file__).parents[1] / "api" / "cli" / "locale"
COMPILED = LOCALE / "ko" / "LC_MESSAGES" / "sandan.mo"
MAGIC = 0x950412DE
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"
PLURALS = {
    "Did you mean {possibility}?": "(Did you mean one of: {possibilities}?)",
    "{value!r} is not {choice}.": "{value!r} is not one of {choices}.",
    "{value!r} does not match the format {format}.": "{value!r} does not match the formats "
    "{formats}.",
    "Got unexpected extra argument ({args})": "Got unexpected extra arguments ({args})",
    "Option {name!r} requires an argument.": "Option {name!r} requires {nargs} arguments.",
}
"""Singular to plural, as click writes them; the Korean of the plural stands for both."""


def compiled() -> bytes:
    """Return the bytes of the catalogue."""
    words = json.loads((LOCALE / "ko.json").read_text(encoding="utf-8"))
    texts = {"": HEADER, **words}
    for singular, plural in PLURALS.items():
        texts[f"{singular}\0{plural}"] = texts.pop(plural)
        del texts[singular]
    pairs = sorted((key.encode(), value.encode()) for key, value in texts.items())
    count, start = len(pairs), 28
    offset = start + 16 * count
    tables: list[tuple[int, int]] = []
    body = b""
    for side in (0, 1):
        for pair in pairs:
            tables.append((len(pair[side]), offset + len(body)))
            body += pair[side] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, count, start, start + 8 * count, 0, 0)
    return head + b"".join(struct.pack("<2I", *one) for one in tables) + body


if __name__ == "__main__":
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    COMPILED.write_bytes(compiled())
