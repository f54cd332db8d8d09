"""The declaration of a programme, ``programme.toml``: checked, and made into the model's value."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from geo.model.bilingual import Bilingual, both
from geo.model.programmes import (
    Attribute,
    Counted,
    Grouping,
    LayerSpec,
    MemberLabel,
    Number,
    PlaceProperty,
    Programme,
    Role,
    Statement,
    Style,
    Term,
    TieRule,
)
from geo.tables import forms
from geo.tables.cells import SourceId, Unit  # noqa: TC001 - pydantic reads them at run time
from geo.tables.problems import Problem, unknown
from geo.tables.rows import code_of, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

DECLARATION = "programme.toml"
"""Name of the file in the programme's folder."""

Slug = Annotated[str, Field(pattern=forms.SLUG)]
Key = Annotated[str, Field(pattern=forms.KEY)]
Column = Annotated[str, Field(pattern=forms.LAYER_COLUMN)]

BODY_COLUMNS = (
    *("id", "no", "name_ko", "name_en", "programme", "round", "sector", "sector_en"),
    *("subsector", "subsector_en", "region", "region_en", "sido_code", "status", "status_ko"),
    *("status_en", "starts_on", "ends_on", "members", "former", "sidos", "source", "locator"),
    *("confidence", "conflicts", "note_ko", "note_en"),
)
"""Properties of bodies that no declaration orders otherwise; attributes come before `members`."""
TIE_COLUMNS = (
    *("id", "name_ko", "name_en", "programme", "body_id", "body_name_ko", "body_name_en"),
    *("round", "sector", "sector_en", "region", "region_en", "status", "role", "from_id", "to_id"),
    *("from_label", "to_label", "from_sido", "to_sido", "length_km", "crosses_sido"),
    *("function_ko", "function_en", "named_in", "body_starts_on", "starts_on", "source"),
    *("locator", "confidence", "reading_confidence", "conflicts"),
)
"""Properties of ties that no declaration orders otherwise."""
BODY_VALUES = {*BODY_COLUMNS, "root_id", "root_label", "other_ids", "other_labels", "notes"}
"""What a property of a body can hold, beside the attributes."""
NOT_OF_TIES = {"members", "former", "notes", "ends_on"}
"""Values of a body that its ties do not repeat; ``body_…`` has them."""
PLACE_VALUES = {"id", "no", "role", "round", "sector", "region", "year"}
"""What an entry can hold that a complex has for each of its memberships."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Words(_Part):
    ko: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def both(self) -> Bilingual:
        return Bilingual(self.ko, self.en)


class _Outline(_Words):
    """A text with names of values in braces, and nothing else that a format could have."""

    ko: Annotated[str, Field(pattern=forms.OUTLINE, min_length=1)]
    en: Annotated[str, Field(pattern=forms.OUTLINE, min_length=1)]


class _Noun(_Words):
    plural: Annotated[str, Field(min_length=1)] | None = None
    """Of the English noun."""

    def several(self) -> Bilingual:
        return Bilingual(self.ko, self.plural or f"{self.en}s")


class _Role(_Part):
    id: Key
    name: _Words
    root: bool = False
    short: _Words | None = None
    filled: bool = False
    read_as: Key | None = None


class _Term(_Part):
    id: Annotated[str, Field(min_length=1)]
    name: _Words


class _Status(_Term):
    final: bool = False


class _Attribute(_Part):
    id: Key
    name: _Words
    of: Literal["body", "member"] = "body"
    type: Literal["text", "bilingual", "date", "month", "integer", "number"] = "text"
    unit: _Words | None = None


Colour = Literal[
    "group-1", "group-2", "group-3", "group-4", "group-5", "group-6", "group-7", "group-8",
    "sector-aerospace", "sector-biotech", "sector-display", "sector-energy",
    "sector-manufacturing", "sector-materials", "sector-mobility", "sector-nuclear",
    "sector-other", "sector-robots", "smart-green", "transformation",
]  # fmt: skip
"""Names of colours that keep their contrast on land; `maps` has the values, for light and dark."""


class _Style(_Part):
    group: Annotated[str, Field(min_length=1)] = "*"
    colour: Colour
    dash: Annotated[str, Field(pattern=forms.DASH)] = ""
    shape: Literal[
        "circle", "square", "hexagon", "pentagon", "diamond", "triangle", "delta", "cross", "star"
    ] = "circle"
    double: bool = False


class _Layer(_Part):
    collection: Slug | None = None
    title: _Words | None = None
    columns: tuple[Column, ...] = ()


class _Ties(_Layer):
    rule: TieRule = TieRule.NONE


class _Complexes(_Part):
    property: Key
    columns: tuple[Column, ...]


class _Number(_Part):
    indicator: Annotated[str, Field(pattern=forms.INDICATOR)]
    period: Annotated[str, Field(min_length=1)] | None = None

    def number(self) -> Number:
        return Number(**self.model_dump())


class _Check(_Part):
    id: Slug
    says: _Words
    source: SourceId
    locator: str = ""
    unit: Unit
    counts: Counted
    number: _Number | None = None
    round: Annotated[str, Field(min_length=1)] | None = None
    listed: bool = True
    superregion: Annotated[str, Field(min_length=1)] | None = None
    places: Annotated[int, Field(ge=1)] | None = None
    crosses: bool = False
    within: Slug | None = None
    named_in: tuple[Key, ...] = ()
    parts: tuple[_Number, ...] = ()
    conflict: Annotated[str, Field(min_length=1)] | None = None

    def statement(self) -> Statement:
        own = {
            "says": self.says.both(),
            "number": self.number.number() if self.number else None,
            "parts": tuple(part.number() for part in self.parts),
        }
        return Statement(**{**self.model_dump(), **own})


class _Regions(_Part):
    property: Key


class Declaration(_Part):
    """The keys of ``programme.toml``."""

    id: Slug
    name: _Words
    short: _Words | None = None
    about: _Words | None = None
    word: _Words | None = None
    body: _Noun
    listed: _Words | None = None
    begins: _Words | None = None
    outline: _Outline | None = None
    group_by: Grouping = "programme"
    label: MemberLabel = "name"
    page: Annotated[str, Field(pattern=forms.BODY_PAGE)] | None = None
    on_overview: bool = False
    framed_root: bool = False
    roles: Annotated[tuple[_Role, ...], Field(min_length=1)]
    statuses: tuple[_Status, ...] = ()
    rounds: tuple[_Term, ...] = ()
    attributes: tuple[_Attribute, ...] = ()
    styles: tuple[_Style, ...] = ()
    ties: _Ties = _Ties()
    bodies: _Layer = _Layer()
    complexes: _Complexes | None = None
    regions: _Regions | None = None
    checks: tuple[_Check, ...] = ()
    fact_ids: dict[Literal["bodies", "members", "sectors", "statuses"], Slug] = {}


def read_declaration(folder: Path, file: str) -> tuple[Programme | None, list[Problem]]:
    """Read the declaration in `folder`; `file` is what its problems call it.

    A problem names the key in place of a line: ``programme.toml:ties.rule``.
    """
    path = folder / DECLARATION
    try:
        return check_declaration(tomllib.loads(path.read_text("utf-8")), file)
    except FileNotFoundError:
        return None, [Problem(file, 0, "", "file_missing", {"path": file})]
    except UnicodeDecodeError as error:
        return None, [Problem(file, 0, "", "not_utf8", {"position": error.start})]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, [Problem(file, 0, "", "not_toml", {"reason": error})]


def check_declaration(raw: dict[str, object], file: str) -> tuple[Programme | None, list[Problem]]:
    """Check the content of a declaration, wherever it was read from."""
    try:
        declared = Declaration.model_validate(raw)
    except ValidationError as error:
        return None, [_problem(file, detail) for detail in error.errors(include_url=False)]
    problems = list(_inconsistent(declared, file))
    return (None, problems) if problems else (_programme(declared), [])


_CODES = {"missing": "key_missing", "extra_forbidden": "key_unknown"}
"""Codes of what only a declaration can have wrong."""


def _problem(file: str, detail: ErrorDetails) -> Problem:
    key = ".".join(map(str, detail["loc"]))
    code = _CODES.get(detail["type"]) or code_of(detail)
    facts = {**facts_of(detail), "value": str(detail["input"])[:80]}
    return Problem(file, 0, key, code, facts)


def _inconsistent(declared: Declaration, file: str) -> Iterator[Problem]:
    """Yield what the parts say against each other."""
    roles = [role.id for role in declared.roles]
    for i, role in enumerate(declared.roles):
        if role.read_as is not None and role.read_as not in roles:
            yield unknown(file, None, f"roles.{i}.read_as", role.read_as, roles)
    roots = sum(role.root for role in declared.roles)
    if roots > 1 or (declared.ties.rule is TieRule.STAR and not roots):
        yield Problem(file, 0, "roles", "no_root", {"count": roots})
    for key, ids in (
        ("roles", roles),
        ("statuses", [status.id for status in declared.statuses]),
        ("rounds", [round_.id for round_ in declared.rounds]),
        ("attributes", [f"{attribute.of}:{attribute.id}" for attribute in declared.attributes]),
        ("styles", [style.group for style in declared.styles]),
    ):
        for i, id_ in enumerate(ids):
            if id_ in ids[:i]:
                yield Problem(file, 0, f"{key}.{i}", "key_twice", {"value": id_})
    yield from _unknown_values(declared, file)


def _unknown_values(declared: Declaration, file: str) -> Iterator[Problem]:
    """Yield each column of a collection that holds nothing that there is."""
    of_body = BODY_VALUES | {c for a in declared.attributes if a.of == "body" for c in _columns(a)}
    of_tie = {*TIE_COLUMNS, "functions", *of_body, *(f"body_{name}" for name in of_body)}
    listed = (
        ("bodies.columns", declared.bodies.columns, of_body),
        ("ties.columns", declared.ties.columns, of_tie - NOT_OF_TIES),
        ("complexes.columns", declared.complexes and declared.complexes.columns, PLACE_VALUES),
    )
    for key, columns, known in listed:
        for i, (_, value) in enumerate(_pairs(columns or ())):
            if value not in known:
                yield unknown(file, None, f"{key}.{i}", value, known)


def _columns(attribute: _Attribute) -> tuple[str, ...]:
    """Return the columns in which an attribute stands."""
    if attribute.type == "bilingual":
        return f"{attribute.id}_ko", f"{attribute.id}_en"
    return (attribute.id,)


def _programme(declared: Declaration) -> Programme:
    id_, name = declared.id, declared.name.both()
    bodies = [a for a in declared.attributes if a.of == "body"]
    own = [column for attribute in bodies for column in _columns(attribute)]
    at = BODY_COLUMNS.index("members")
    columns = (*BODY_COLUMNS[:at], *own, *BODY_COLUMNS[at:])
    ties = None
    if declared.ties.rule is not TieRule.NONE:
        ties = _layer(
            declared.ties,
            f"{id_}-ties",
            Bilingual(f"{name.ko} 연결선", f"{name.en}: ties"),
            TIE_COLUMNS,
        )
    return Programme(
        id=id_,
        name=name,
        about=declared.about.both() if declared.about else None,
        short=(declared.short or declared.name).both(),
        word=(declared.word or declared.short or declared.name).both(),
        body=declared.body.both(),
        bodies=declared.body.several(),
        listed=_said(declared.listed, "listed", name),
        begins=_said(declared.begins, "begins", name),
        outline=declared.outline.both() if declared.outline else None,
        roles=tuple(
            Role(
                id=r.id,
                name=r.name.both(),
                short=(r.short or r.name).both(),
                root=r.root,
                filled=r.filled or r.root,
                read_as=r.read_as,
            )
            for r in declared.roles
        ),
        tie_rule=declared.ties.rule,
        group_by=declared.group_by,
        label=declared.label,
        page=declared.page or f"programmes/{id_}/{{id}}",
        on_overview=declared.on_overview,
        framed_root=declared.framed_root,
        bodies_layer=_layer(declared.bodies, id_, name, columns),
        ties_layer=ties,
        fact_ids={
            table: declared.fact_ids.get(table, f"{id_}-{table}")
            for table in ("bodies", "members", "sectors", "statuses")
        },
        place_property=None
        if declared.complexes is None
        else PlaceProperty(
            name=declared.complexes.property, columns=_pairs(declared.complexes.columns)
        ),
        region_property=declared.regions.property if declared.regions else None,
        statuses=tuple(Term(id=t.id, name=t.name.both(), final=t.final) for t in declared.statuses),
        rounds=tuple(Term(id=t.id, name=t.name.both()) for t in declared.rounds),
        attributes=tuple(
            Attribute(
                id=a.id,
                name=a.name.both(),
                of=a.of,
                type=a.type,
                unit=a.unit.both() if a.unit else None,
            )
            for a in declared.attributes
        ),
        styles=tuple(Style(**style.model_dump()) for style in declared.styles),
        statements=tuple(check.statement() for check in declared.checks),
    )


def _said(declared: _Words | None, key: str, name: Bilingual) -> Bilingual:
    """Return what the declaration says, else the usual words."""
    return declared.both() if declared else both("geo", f"programme.usual.{key}", name=name)


def _layer(
    declared: _Layer, collection: str, title: Bilingual, columns: tuple[str, ...]
) -> LayerSpec:
    return LayerSpec(
        collection=declared.collection or collection,
        title=declared.title.both() if declared.title else title,
        columns=_pairs(declared.columns or columns),
    )


def _pairs(columns: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Read ``property=value``; a property that is called as its value stands alone."""
    parts = [column.partition("=") for column in columns]
    return tuple((name, value or name) for name, _, value in parts)
