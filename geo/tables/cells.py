"""What cells may hold, and the base of every row model."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from geo.tables import forms


def split(cell: object) -> object:
    """Return the parts of a cell that holds several values, with vertical bars between them."""
    return tuple(cell.split("|")) if isinstance(cell, str) else cell


def _trimmed(cell: str) -> str:
    if cell != cell.strip():
        code = "blank_around"
        raise PydanticCustomError(code, "blanks around the value")
    return cell


Text = Annotated[str, Field(min_length=1), AfterValidator(_trimmed)]
Slug = Annotated[str, Field(pattern=forms.SLUG)]
SourceId = Annotated[str, Field(pattern=forms.SOURCE)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(split)]
Numbers = Annotated[tuple[int, ...], BeforeValidator(split)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(split)]
SourceIds = Annotated[tuple[SourceId, ...], BeforeValidator(split)]
Month = Annotated[str, Field(pattern=forms.MONTH)]
Confidence = Literal["high", "medium", "low"]
SidoCode = Annotated[str, Field(pattern=forms.SIDO_CODE)]

Unit = Literal[
    "trillion_won",
    "eok_won",
    "eok_usd",
    "firms",
    "institutions",
    "consortia",
    "persons",
    "projects",
    "events",
    "pct",
    "points",
    "regions",
    "complexes",
    "cases",
    "tasks",
    "datasets",
    "sites",
    "departments",
    "courses",
    "items",
    "fields",
]
"""Units of the documents' numbers."""


class Row(BaseModel):
    """A checked row; `line` tells where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: int = Field(exclude=True)
    """Line in the file, the header being 1."""

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Return the columns in the file's order."""
        return tuple(name for name in cls.model_fields if name != "line")
