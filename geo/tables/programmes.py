"""The folder of a programme: its declaration and its tables of bodies, members and words (I/O)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, create_model

from geo.crs import LAT_RANGE, LON_RANGE
from geo.tables import forms
from geo.tables.cells import Confidence, Month, Row, Slug, SourceId, Text
from geo.tables.declaration import DECLARATION, read_declaration
from geo.tables.problems import Problem
from geo.tables.rows import check_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.jsons import OpenObject
    from geo.model.programmes import Attribute, Programme

FOLDER = "programmes"
"""Below the data folder: a folder for each programme, called as its id."""

Day = Annotated[str, Field(pattern=forms.PARTIAL_DATE)]
"""Year, month or day, as far as it is known."""


class BodyRow(Row):
    """What the programme selects: an alliance, a regional project, a zone."""

    id: Slug
    no: Annotated[int, Field(ge=1, le=9999)] | None = None
    round: Text | None = None
    name_ko: Text
    name_en: Text
    sector: Text | None = None
    subsector: Text | None = None
    sector_as_written: Text | None = None
    region_as_written: Text | None = None
    status: Text | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    members_known: Literal["yes", "no"] = "yes"
    note_ko: Text | None = None
    note_en: Text | None = None
    source: SourceId
    locator: Text
    confidence: Confidence = "high"


class MemberRow(Row):
    """One printing of a place that takes part in a body."""

    body_id: Slug
    role: Text
    named_in: Slug = "table"
    region_as_written: Text | None = None
    name_as_written: Text
    function_ko: Text | None = None
    function_en: Text | None = None
    lon: Annotated[float, Field(ge=LON_RANGE[0], le=LON_RANGE[1])] | None = None
    """Of a place that the gazetteer does not know; degrees, WGS 84."""
    lat: Annotated[float, Field(ge=LAT_RANGE[0], le=LAT_RANGE[1])] | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    source: SourceId
    locator: Text
    confidence: Confidence = "high"


class StatusRow(Row):
    """What a body became after its first status."""

    body_id: Slug
    status: Text
    since: Day
    source: SourceId
    locator: Text


class SectorRow(Row):
    """A sector of the programme, or a subsector of one."""

    sector: Text
    subsector: Text | None = None
    name_en: Text
    bodies_printed: Annotated[int, Field(ge=0)] | None = None
    source: SourceId
    locator: Text


@dataclass(frozen=True, slots=True)
class ProgrammeTables:
    """A declared programme with its checked rows; a field is called as its file."""

    programme: Programme
    bodies: tuple[BodyRow, ...] = ()
    members: tuple[MemberRow, ...] = ()
    statuses: tuple[StatusRow, ...] = ()
    sectors: tuple[SectorRow, ...] = ()

    @property
    def id(self) -> str:
        """Of the programme."""
        return self.programme.id

    def file(self, table: str) -> str:
        """Return what problems call the file of a table: ``programmes/ID/bodies.csv``."""
        return f"{FOLDER}/{self.id}/{table}.csv"

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Yield each row with the name of its table."""
        for field in fields(self)[1:]:
            yield from ((field.name, row) for row in getattr(self, field.name))


SCHEMAS: dict[str, type[Row]] = {
    "bodies": BodyRow,
    "members": MemberRow,
    "statuses": StatusRow,
    "sectors": SectorRow,
}
"""Table of a programme to its row model, without the attributes that its declaration adds."""
_NEEDED = ("bodies", "members")
_TABLE_OF = {"body": "bodies", "member": "members"}
"""Of what an attribute is, to the table that has its column."""


def check_programmes(folder: Path) -> tuple[tuple[ProgrammeTables, ...], list[Problem]]:
    """Read every programme below `folder`, by the order that its file ``order.txt`` lists.

    A folder that the list does not have comes after those, by name.
    """
    order = folder / "order.txt"
    listed = order.read_text("utf-8").split() if order.exists() else []
    there = sorted(path.parent.name for path in folder.glob(f"*/{DECLARATION}"))
    found: list[ProgrammeTables] = []
    problems: list[Problem] = []
    for id_ in dict.fromkeys((*(value for value in listed if value in there), *there)):
        tables, wrong = check_programme(folder / id_)
        problems += wrong
        if tables is not None:
            found.append(tables)
    return tuple(found), problems


def check_programme(folder: Path) -> tuple[ProgrammeTables | None, list[Problem]]:
    """Return the rows of a programme that hold and every problem of the others."""
    at = f"{FOLDER}/{folder.name}"
    programme, problems = read_declaration(folder, f"{at}/{DECLARATION}")
    if programme is None:
        return None, problems
    problems = list(_against_the_tables(programme, folder.name, f"{at}/{DECLARATION}"))
    if problems:
        return None, problems
    loaded: OpenObject = {}
    for name, schema in schemas_of(programme).items():
        path = folder / f"{name}.csv"
        if path.exists() or name in _NEEDED:
            needed = [c for c in schema.columns() if schema.model_fields[c].is_required()]
            loaded[name], wrong = check_rows(path, f"{at}/{name}.csv", schema, needed)
            problems += wrong
    return ProgrammeTables(programme, **loaded), problems


def _against_the_tables(programme: Programme, folder: str, file: str) -> Iterator[Problem]:
    """Yield an id that is not the folder's name, and attributes called as columns there are."""
    if programme.id != folder:
        yield Problem(file, 0, "id", "other_folder", {"value": programme.id, "allowed": folder})
    for i, attribute in enumerate(programme.attributes):
        taken = SCHEMAS[_TABLE_OF[attribute.of]].model_fields
        for column, _ in _columns(attribute):
            if column in taken:
                yield Problem(file, 0, f"attributes.{i}.id", "column_taken", {"value": column})


def schemas_of(programme: Programme) -> dict[str, type[Row]]:
    """Return the row models of a programme's tables, its attributes included."""
    models = dict(SCHEMAS)
    for kind, table in _TABLE_OF.items():
        columns = {
            column: (form, None)
            for attribute in programme.attributes
            if attribute.of == kind
            for column, form in _columns(attribute)
        }
        base = models[table]
        models[table] = create_model(base.__name__, __base__=base, __doc__=base.__doc__, **columns)  # type: ignore[call-overload]
    return models


_FORMS: OpenObject = {
    "text": Text | None,
    "bilingual": Text | None,
    "date": date | None,
    "month": Month | None,
    "integer": int | None,
    "number": Annotated[float, Field(allow_inf_nan=False)] | None,
}


def _columns(attribute: Attribute) -> Iterator[tuple[str, object]]:
    form = _FORMS[attribute.type]
    if attribute.type == "bilingual":
        yield f"{attribute.id}_ko", form
        yield f"{attribute.id}_en", form
    else:
        yield attribute.id, form
