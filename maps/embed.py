"""The one way by which data enters a page."""

from __future__ import annotations

import json
import re

_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
_UNSAFE = re.compile("[<>&\u2028\u2029]")
# Branca runs what a macro gives through Jinja once more: a name with {{ … }} would be evaluated.
# JSON has these pairs only inside strings.
_JINJA = re.compile(r"\{(?=[{%#])")


def as_json(value: object) -> str:
    r"""Write `value` as JSON that stays JSON inside ``<script type="application/json">``.

    No sign of it ends the element, opens a comment or is read as a template. Give lists of records
    with fixed keys, never a mapping whose keys come from data.

    >>> as_json(["</script>", "{{ 7 * 7 }}"])
    '["\\u003c/script\\u003e","\\u007b{ 7 * 7 }}"]'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = _UNSAFE.sub(lambda found: _ESCAPES[found[0]], text)
    return _JINJA.sub(r"\\u007b", text)
