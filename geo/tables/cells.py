"""What cells may hold, and the base of every row model."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError, PydanticKnownError

from geo.messages import catalogue
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


def _one_of(prefix: str) -> AfterValidator:
    """Allow the keys that have words under `prefix` in the catalogue of `geo`."""

    def check(value: str) -> str:
        allowed = keys_of(prefix)
        if value not in allowed:
            expected = ", ".join(f"'{item}'" for item in allowed)
            code: Final = "literal_error"
            raise PydanticKnownError(code, {"expected": expected})
        return value

    return AfterValidator(check)


def keys_of(prefix: str) -> list[str]:
    """Return the keys under `prefix` in the catalogue of `geo`."""
    return list(catalogue("geo", "ko").under(prefix))


Unit = Annotated[str, _one_of("unit"), Field(json_schema_extra={"enum": [*keys_of("unit")]})]
"""Units of the documents' numbers."""
Theme = Annotated[
    str, _one_of("value.theme"), Field(json_schema_extra={"enum": [*keys_of("value.theme")]})
]
"""What is done at a policy site."""


class Row(BaseModel):
    """A checked row; `line` tells where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: int = Field(exclude=True)
    """Line in the file, the header being 1."""

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Return the columns in the file's order."""
        return tuple(name for name in cls.model_fields if name != "line")
