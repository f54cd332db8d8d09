"""A filter as written, read into the tree of CQL2 JSON, and where in it an error lies."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NoReturn, get_args

import cql2

from geo.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.jsons import Json

FilterLang = Literal["cql2-text", "cql2-json"]
FILTER_LANGS: tuple[FilterLang, ...] = get_args(FilterLang)
LONGEST = 32_000
"""Characters of a filter."""
DEEPEST = 10
"""Brackets in brackets of a text: deep ones would end the process, by its stack."""
_TRIES = 256_000
"""Characters that the parser may read: it reads a bracket twice that does not fit, one in it four
times, and so on. In a polygon's three, thus, all of the length is free."""
MOST_OPERATORS = 500
"""Operators, functions and properties of a filter; values are free."""
MOST_DIGITS = 310
"""Of a whole number: the largest that any column holds, a double, has 309."""
DEEPEST_TREE = 64
"""Operators in operators of a tree."""
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")
_FAULT = re.compile(r"--> (\d+):(\d+).*?(?:= expected (.*))?\Z", re.DOTALL)
_MEANT = {
    "Identifier": ("property",),
    "SingleQuotedString": ("'text'",),
    "DECIMAL": ("number",),
    "GEOMETRY": ("geometry",),
    "True": ("TRUE",),
    "False": ("FALSE",),
    "UnaryNot": ("NOT",),
    "ExpressionInParentheses": ("(",),
    "Expr": ("expression",),
    "And": ("AND",),
    "Or": ("OR",),
    "Eq": ("=",),
    "NotEq": ("<>",),
    "Lt": ("<",),
    "LtEq": ("<=",),
    "Gt": (">",),
    "GtEq": (">=",),
    "NotFlag": ("LIKE", "IN", "BETWEEN"),
    "IsNullPostfix": ("IS NULL",),
    "EOI": ("end",),
    "Add": ("+",),
    "Subtract": ("-",),
    "Multiply": ("*",),
    "Divide": ("/",),
}
"""Names of the parser's grammar to what a reader writes; others are left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A filter that was read."""

    text: str
    lang: FilterLang
    tree: Json
    """JSON values, as CQL2 JSON has them."""

    def refuse(self, problem: str, found: object, allowed: Sequence[str] = ()) -> NoReturn:
        """Raise what is wrong with `found`, a name or value of the filter, and where it stands."""
        if isinstance(found, float) and found.is_integer():
            found = int(found)
        token = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
        raise FilterError(problem, token[:200], self._position(token), tuple(allowed))

    def _position(self, token: str) -> int | None:
        if not token:
            return None
        text = self.text
        if self.lang == "cql2-text":
            text = _QUOTED.sub(_blanked, text)
        # The value of a quoted text is looked for where texts are not hidden.
        pattern = rf"(?<!\w){re.escape(token)}(?!\w)"
        found = re.search(pattern, text, re.IGNORECASE) or re.search(pattern, self.text)
        return found.start() + 1 if found else None


def _blanked(quoted: re.Match[str]) -> str:
    # A quoted name is a name; the quotes of texts hide what looks like one.
    return quoted[0] if quoted[0].startswith('"') else " " * len(quoted[0])


@lru_cache(maxsize=256)
def read_filter(text: str, lang: FilterLang) -> Source:
    """Read a filter.

    Raises
    ------
    FilterError
        It is not CQL2, or longer or deeper than what is read.
    """
    if len(text) > LONGEST:
        raise FilterError(
            problem="long", found=str(len(text)), position=LONGEST, allowed=(str(LONGEST),)
        )
    if lang == "cql2-text":
        _require_brackets(text)
        tree = _parsed_text(text)
    else:
        tree = _parsed_json(text)
    _require_flat(tree)
    return Source(text, lang, tree)


def _require_brackets(text: str) -> None:
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    opened: list[int] = []
    for place, character in enumerate(bare, start=1):
        if character == "(":
            opened.append(place)
            if len(opened) > min(DEEPEST, (_TRIES // len(text)).bit_length() - 1):
                raise FilterError(
                    problem="deep", found="(", position=place, allowed=(str(DEEPEST),)
                )
        elif character == ")":
            if not opened:
                raise FilterError(problem="bracket", found=")", position=place)
            opened.pop()
    if opened:
        raise FilterError(problem="bracket", found="(", position=opened[-1])
    # Each sign and each NOT before a value is a level of the parser's own recursion.
    if run := re.search(rf"(?:(?:-|\bNOT\b)\s*){{{DEEPEST},}}", bare, re.IGNORECASE):
        raise FilterError(
            problem="deep",
            found=run[0][:10].strip(),
            position=run.start() + 1,
            allowed=(str(DEEPEST),),
        )


def _parsed_text(text: str) -> Json:
    try:
        tree: Json = cql2.parse_text(text).to_json()
    except Exception as error:  # the library raises plain Exception for some geometries
        fault = _FAULT.search(str(error))
        if fault is None:
            raise FilterError(problem="geometry", found=str(error)[:200], position=None) from error
        line, column, expected = int(fault[1]), int(fault[2]), fault[3] or ""
        before = text.split("\n")[: line - 1]
        place = sum(len(part) + 1 for part in before) + column
        names = [name for name in re.split(r", (?:or )?| or ", expected) if name in _MEANT]
        allowed = tuple(dict.fromkeys(word for name in names for word in _MEANT[name]))
        found = _word_at(text, place)
        problem = "syntax" if found else "end"
        raise FilterError(problem, found, place, allowed) from error
    return tree


def _word_at(text: str, place: int) -> str:
    rest = text[place - 1 :]
    found = re.match(r"\w+|\S{1,10}", rest)
    return found[0][:40] if found else ""


def _parsed_json(text: str) -> Json:
    try:
        tree: Json = json.loads(text, parse_constant=_no_constant, parse_int=_whole)
    except json.JSONDecodeError as error:
        place = error.pos + 1
        found = _word_at(text, place)
        raise FilterError("json" if found else "end", found, place) from error
    except RecursionError as error:
        raise FilterError(
            problem="deep", found="{", position=1, allowed=(str(DEEPEST_TREE),)
        ) from error
    return tree


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        found = f"{digits[:20]}…"
        raise FilterError(problem="value", found=found, position=None, allowed=("number",))
    return int(digits)


def _no_constant(name: str) -> NoReturn:
    raise FilterError(problem="value", found=name, position=None, allowed=("number",))


def _require_flat(tree: Json) -> None:
    level, depth, operators = [tree], 0, 0
    while level:
        depth += 1
        if depth > 3 * DEEPEST_TREE:
            raise FilterError(
                problem="deep", found="args", position=None, allowed=(str(DEEPEST_TREE),)
            )
        operators += sum(isinstance(node, dict) for node in level)
        level = [part for node in level for part in _parts(node)]
    if operators > MOST_OPERATORS:
        limit = str(MOST_OPERATORS)
        raise FilterError(problem="many", found=str(operators), position=None, allowed=(limit,))


def _parts(node: Json) -> Sequence[Json]:
    if isinstance(node, dict):
        return tuple(node.values())
    return node if isinstance(node, list) else ()
