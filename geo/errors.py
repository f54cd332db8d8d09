"""The family of errors of `geo`; each carries the facts, the catalogue has the words.

GeoError
├── TableError             the tables do not hold; carries every problem found
├── PlaceError
│   ├── UnresolvedPlaceError   no place answers to a name
│   └── AmbiguousPlaceError    several places answer to a name
├── RegionError            no region answers to a name
│   ├── AreaError              a member of a set of regions means nothing, or several things
│   └── DistrictError          no district of the region answers to a name
├── CoordinateError
│   ├── SwappedAxesError       latitude stands where longitude belongs
│   └── OutsideKoreaError      the point is not in Korea
├── SnapshotError
│   ├── MissingLayerError      a built file is not there
│   ├── DamagedFileError       a file that came with the data cannot be read
│   ├── BrokenLayerError       a built file is not what `sandan build` writes
│   ├── MixedSnapshotError     built files are not of one build
│   ├── EmptyStoreError        nothing was published to a database
│   └── OtherStoreError        a database holds another build than the data folder
├── StoreUnavailableError  a database does not answer, or not in time
├── StoreRefusedError      a database cannot take what is published
├── ImportFileError
│   ├── LockedWorkbookError    a workbook is encrypted
│   ├── OldWorkbookError       a workbook is an .xls
│   ├── BrokenOffError         a workbook or zip ends in the middle
│   ├── NotAWorkbookError      a file is no workbook
│   ├── NotKicoxError          a workbook is not the quarterly table of KICOX
│   ├── NotStatisticsError     a file is in no known form of statistics
│   ├── UnreadableJusoError    a file with road addresses is damaged, locked or too large
│   ├── UnreadableLayerError   a file is no spatial layer
│   ├── SeveralLayersError     one of several layers has to be named
│   ├── LayerColumnsError      a layer has no column of names
│   │   └── PlotColumnsError   nor those of plots or allowed industries
│   ├── UnknownCrsError        a layer declares no CRS and fits several or none
│   ├── WrongCrsError          a layer does not lie in Korea in the CRS it declares
│   ├── SwappedLayerError      a layer has northing or latitude first
│   ├── MissingInputError      a user's table is not there
│   ├── UnknownFormatError     its format is not known
│   ├── UnreadableTableError   it is damaged, or not what its ending says
│   ├── TableTooLargeError     it has more rows, columns, cells or bytes than is allowed
│   ├── EmptyTableError        it has no rows
│   ├── NoUsableColumnError    none of its columns holds names, addresses or 시군구
│   ├── UnreadableVectorError  an added file is not what its ending says
│   ├── UnreadableSnapshotError    a folder has no built files that can be read
│   ├── EmptyVectorError       an added file has nothing in it
│   └── NoCoordinatesError     an added file has no geometries and no coordinates
├── ColumnOptionError      a table has no column that an option names
├── SheetOptionError       a workbook has no sheet that an option names
├── OutputError
│   ├── OutputFormatError      no format has this ending
│   ├── OutputTooLongError     a table is longer than its format allows
│   ├── OccupiedFolderError    a folder that is to be made anew holds something else
│   ├── UnwritableOutputError  a file cannot be written there
│   ├── OutputCrsError         a format cannot be in this coordinate system
│   └── OutputEncodingError    a format cannot be in this encoding
├── UnknownCollectionError no collection has this name
├── DayError               no day, month or year is written so
│   └── EarlyDayError          on that day nothing had begun
├── NoDaysError            a collection does not change with the day
├── SubjectError           no profile is about this
├── UnknownSubjectError    nothing of any kind that a profile could be about is called so
├── FilterError            a filter that cannot be read, or does not fit its collection
├── SelectionError         another condition of a request that cannot be used
├── MissingExtraError      a package is not installed that an extra brings
└── ProviderError          an online service that was asked
    ├── ProviderKeyError       it refuses the key, or the key is missing
    ├── ProviderQuotaError     its quota, or that of the run, is used up
    ├── ProviderUnreachableError   it does not answer, or not in time
    └── ProviderAnswerError    its answer is not what it documents
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

from geo.messages import Lang, catalogue

if TYPE_CHECKING:
    from geo.tables.problems import Problem


DAY_FORMS = ("YYYY", "YYYY-MM", "YYYY-MM-DD")
"""How a day, a month or a year is written."""


@dataclass(eq=False)
class GeoError(Exception):
    """Anything that `geo` refuses, with the facts as fields."""

    def facts(self) -> dict[str, object]:
        """Return the fields by name, for a message in any language."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def text(self, lang: Lang) -> str:
        """Say in `lang` what is wrong, where, and what to do."""
        return catalogue("geo", lang)(f"error.{type(self).__name__}", **self.facts())

    def __str__(self) -> str:
        return self.text("en")

    def __reduce__(self) -> tuple[type[GeoError], tuple[object, ...]]:
        """Rebuild from the fields: a plain dataclass exception does not unpickle."""
        return type(self), tuple(getattr(self, field.name) for field in fields(self))


@dataclass(eq=False)
class TableError(GeoError):
    """The tables do not hold; every problem is listed, not only the first."""

    problems: tuple[Problem, ...]

    def text(self, lang: Lang) -> str:
        """List the problems, a line each, below a line that counts them."""
        words = catalogue("geo", lang)
        head = words("error.TableError", count=len(self.problems))
        return "\n".join([head, *(problem.text(lang) for problem in self.problems)])


@dataclass(eq=False)
class PlaceError(GeoError):
    """A name that does not lead to one place."""

    written: str
    """The name as written."""
    region: str
    """The region as written, or an empty string."""


@dataclass(eq=False)
class UnresolvedPlaceError(PlaceError):
    """No place answers to `written` in `region`."""

    nearest: tuple[str, ...] = ()
    """The closest names known, best first."""

    def facts(self) -> dict[str, object]:
        """Return the fields, the candidates also as one text."""
        return {**GeoError.facts(self), "candidates_text": ", ".join(self.nearest) or "–"}


@dataclass(eq=False)
class AmbiguousPlaceError(PlaceError):
    """Several places answer to `written` in `region`."""

    candidates: tuple[str, ...] = ()
    """Their official names."""

    def facts(self) -> dict[str, object]:
        """Return the fields, the candidates also as one text."""
        return {**GeoError.facts(self), "candidates_text": ", ".join(self.candidates)}


@dataclass(eq=False)
class RegionError(GeoError):
    """No 시도 answers to `written`."""

    written: str
    allowed: tuple[str, ...] = ()

    def facts(self) -> dict[str, object]:
        """Return the fields, what is allowed as one text."""
        return {"written": self.written, "allowed": ", ".join(self.allowed)}


@dataclass(eq=False)
class DistrictError(RegionError):
    """No 시군구 of the 시도 that `written` begins with answers to the rest of it."""


@dataclass(eq=False)
class AreaError(RegionError):
    """A set of regions of which a member means nothing, or several things."""

    member: str = ""

    def facts(self) -> dict[str, object]:
        """Return the fields, what is allowed as one text."""
        return {**RegionError.facts(self), "member": self.member or self.written}


@dataclass(eq=False)
class CoordinateError(GeoError):
    """A pair of coordinates that cannot be a place in Korea."""

    x: float
    y: float


@dataclass(eq=False)
class SwappedAxesError(CoordinateError):
    """Latitude stands first: no Korean longitude can be a latitude."""


@dataclass(eq=False)
class OutsideKoreaError(CoordinateError):
    """The point lies outside 124–132 °E, 33–39 °N."""


@dataclass(eq=False)
class SnapshotError(GeoError):
    """A built file that cannot be used."""

    path: str


@dataclass(eq=False)
class MissingLayerError(SnapshotError):
    """A built file is not there; `sandan build` makes it."""


@dataclass(eq=False)
class BrokenLayerError(SnapshotError):
    """A built file is not the GeoJSON that `sandan build` writes."""


@dataclass(eq=False)
class DamagedFileError(SnapshotError):
    """A file that came with the data, boundaries or an index, cannot be read."""


@dataclass(eq=False)
class MixedSnapshotError(SnapshotError):
    """Files do not belong to the build that the manifest of the folder `path` lists."""

    files: tuple[str, ...]
    """Those with other contents, or that are not there."""

    def facts(self) -> dict[str, object]:
        """Return the fields, the files also as one text."""
        return {**GeoError.facts(self), "files_text": _shortened(self.files)}


@dataclass(eq=False)
class EmptyStoreError(SnapshotError):
    """Nothing was published to the database `path`, or nothing that this program reads."""


@dataclass(eq=False)
class OtherStoreError(SnapshotError):
    """What was published to the database `path` is not of the build of the folder `data`."""

    data: str


@dataclass(eq=False)
class ClusterUnreachableError(GeoError):
    """No scheduler of a Dask cluster answers at `address`."""

    address: str
    reason: str


@dataclass(eq=False)
class OtherDataError(GeoError):
    """A worker has other tables or indexes in `folder` than the run was started with."""

    folder: str


@dataclass(eq=False)
class StoreUnavailableError(GeoError):
    """The database at `address` does not answer, or not in time."""

    address: str
    reason: str


@dataclass(eq=False)
class StoreRefusedError(GeoError):
    """The database at `address` cannot take what is published."""

    address: str
    reason: str


@dataclass(eq=False)
class ImportFileError(GeoError):
    """A file of another body that cannot be imported."""

    file: str


@dataclass(eq=False)
class LockedWorkbookError(ImportFileError):
    """The workbook is encrypted."""


@dataclass(eq=False)
class OldWorkbookError(ImportFileError):
    """The workbook is an .xls of Excel 97 to 2003."""


@dataclass(eq=False)
class BrokenOffError(ImportFileError):
    """A workbook or another package of parts ends in the middle."""


@dataclass(eq=False)
class NotAWorkbookError(ImportFileError):
    """The file is no .xlsx, or damaged."""

    reason: str


@dataclass(eq=False)
class UnreadableJusoError(ImportFileError):
    """The file with road addresses is damaged, locked or beyond all measure."""

    reason: str


@dataclass(eq=False)
class NotJusoError(ImportFileError):
    """The text is in no layout of the ministry's road addresses with coordinates."""

    columns: int


@dataclass(eq=False)
class NotKicoxError(ImportFileError):
    """No sheet of the workbook lists complexes as KICOX does."""

    sheets: tuple[str, ...]
    expected: str

    def facts(self) -> dict[str, object]:
        """Return the fields, the sheets also as one text."""
        return {**GeoError.facts(self), "sheets_text": ", ".join(self.sheets) or "–"}


@dataclass(eq=False)
class NotStatisticsError(ImportFileError):
    """The file is in no known form of statistics, or lacks what its form needs."""

    form: str
    """The nearest form, as in `geo.statistics.model.Form`."""
    missing: str
    """What it lacks."""

    def text(self, lang: Lang) -> str:
        """Say it with the name of the nearest form."""
        words = catalogue("geo", lang)
        name = words(f"statistics.form.{self.form}")
        facts = {**self.facts(), "form": f"{name} ({self.form})"}
        return words("error.NotStatisticsError", **facts)


@dataclass(eq=False)
class UnreadableLayerError(ImportFileError):
    """The file is no spatial layer that can be read."""

    reason: str


@dataclass(eq=False)
class SeveralLayersError(ImportFileError):
    """The file has several layers, and none of these was asked for."""

    layers: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the layers also as a text."""
        told = ", ".join(self.layers)
        return {**GeoError.facts(self), "layers_text": told, "first": self.layers[0]}


@dataclass(eq=False)
class LayerColumnsError(ImportFileError):
    """No column of the layer holds names of complexes."""

    columns: tuple[str, ...]
    wanted: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the columns also as texts."""
        return {
            **GeoError.facts(self),
            "columns_text": ", ".join(self.columns) or "–",
            "wanted_text": ", ".join(self.wanted),
        }


@dataclass(eq=False)
class PlotColumnsError(LayerColumnsError):
    """The layer has the columns of neither plots nor allowed industries."""


@dataclass(eq=False)
class UnknownCrsError(ImportFileError):
    """The layer declares no CRS, and not exactly one fits."""

    fitting: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the fitting CRSs also as one text."""
        return {**GeoError.facts(self), "fitting_text": ", ".join(self.fitting) or "–"}


@dataclass(eq=False)
class WrongCrsError(ImportFileError):
    """The layer does not lie in Korea in its CRS."""

    declared: str
    fitting: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the fitting CRSs also as one text."""
        return {**GeoError.facts(self), "fitting_text": ", ".join(self.fitting) or "–"}


@dataclass(eq=False)
class SwappedLayerError(ImportFileError):
    """The layer has northing or latitude first."""

    crs: str


@dataclass(eq=False)
class ProviderError(GeoError):
    """An online service that does not help; no field ever holds its key."""

    provider: str
    """Name of the service, such as ``vworld``."""


@dataclass(eq=False)
class ProviderKeyError(ProviderError):
    """The service refuses the key, or the key is missing or no key at all."""

    variable: str
    """The environment variables that hold the key."""
    code: str
    """What the service says, such as ``INVALID_KEY``."""


@dataclass(eq=False)
class ProviderQuotaError(ProviderError):
    """The quota of the service, or that of the run, is used up."""

    code: str
    """What the service says, or the limit of the run."""


@dataclass(eq=False)
class ProviderUnreachableError(ProviderError):
    """No answer in time, not even when asked again."""

    code: str
    """The last status or kind of failure."""


@dataclass(eq=False)
class ProviderAnswerError(ProviderError):
    """The answer is not what the service documents."""

    code: str
    """What the service says, or the field that departs from the documentation."""


@dataclass(eq=False)
class UnreadableSnapshotError(ImportFileError):
    """A folder to compare lacks this built file, or it is not as `sandan build` writes it."""

    folder: str


@dataclass(eq=False)
class MissingInputError(ImportFileError):
    """A user's table is not there."""


@dataclass(eq=False)
class UnknownFormatError(ImportFileError):
    """Neither the bytes nor the ending of a user's table are known."""

    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the endings also as one text."""
        return {**GeoError.facts(self), "allowed_text": ", ".join(self.allowed)}


@dataclass(eq=False)
class UnreadableTableError(ImportFileError):
    """A user's table is damaged, or not what its ending says."""

    reason: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the endings also as one text."""
        return {**GeoError.facts(self), "allowed_text": ", ".join(self.allowed)}


@dataclass(eq=False)
class TableTooLargeError(ImportFileError):
    """A user's table is larger than any that is read."""

    measure: Literal["bytes", "rows", "columns", "cells"]
    found: int
    allowed: int

    def facts(self) -> dict[str, object]:
        """Return what the sentence names."""
        return {"file": self.file, "found": self.found, "allowed": self.allowed}

    def text(self, lang: Lang) -> str:
        """Say in `lang` of what there is too much, and what to do."""
        words = catalogue("geo", lang)
        measured = words(f"table_too_large.{self.measure}", **self.facts())
        return words("error.TableTooLargeError", file=self.file, measured=measured)


@dataclass(eq=False)
class EmptyInputError(ImportFileError):
    """Nothing with a readable ending is there; `file` is what was named."""

    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the endings also as one text."""
        return {**GeoError.facts(self), "allowed_text": ", ".join(self.allowed)}


@dataclass(eq=False)
class EmptyTableError(ImportFileError):
    """A user's table has no rows."""


@dataclass(eq=False)
class NoUsableColumnError(ImportFileError):
    """No column of a user's table holds names, addresses or 시군구."""

    headings: tuple[str, ...]
    wanted: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the headings also as texts."""
        return {
            **GeoError.facts(self),
            "headings_text": _shortened(self.headings),
            "wanted_text": ", ".join(self.wanted),
        }


@dataclass(eq=False)
class ColumnOptionError(GeoError):
    """A user's table has no column that an option names."""

    file: str
    column: str
    headings: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the headings also as one text."""
        return {**GeoError.facts(self), "headings_text": _shortened(self.headings)}


@dataclass(eq=False)
class SheetOptionError(GeoError):
    """A workbook has no sheet that an option names, or the file is no workbook."""

    file: str
    sheet: str
    sheets: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the sheets also as one text."""
        return {**GeoError.facts(self), "sheets_text": _shortened(self.sheets) or "–"}


@dataclass(eq=False)
class OutputError(GeoError):
    """A file that cannot be written as asked."""

    path: str


@dataclass(eq=False)
class OutputFormatError(OutputError):
    """No format has this ending."""

    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the endings also as one text."""
        return {**GeoError.facts(self), "allowed_text": ", ".join(self.allowed)}


@dataclass(eq=False)
class OutputTooLongError(OutputError):
    """The table has more rows or columns than the format allows."""

    rows: int
    columns: int
    allowed_rows: int
    allowed_columns: int


@dataclass(eq=False)
class UnwritableOutputError(OutputError):
    """The file cannot be written there."""

    reason: str


@dataclass(eq=False)
class OccupiedFolderError(OutputError):
    """A folder that is to be made anew holds what was not made here."""


@dataclass(eq=False)
class ClashingPartitionsError(OutputError):
    """Two files of a large table would have their results in the one at `path`."""

    first: str
    second: str


@dataclass(eq=False)
class UnreadableVectorError(ImportFileError):
    """A file that is added is damaged, not what its ending says, or of another format."""

    reason: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the endings also as one text."""
        return {**GeoError.facts(self), "allowed_text": ", ".join(self.allowed)}


@dataclass(eq=False)
class EmptyVectorError(ImportFileError):
    """A file that is added has nothing in it."""


@dataclass(eq=False)
class NoCoordinatesError(ImportFileError):
    """A file that is added has neither geometries nor columns of coordinates."""

    headings: tuple[str, ...]
    """Of its columns, or the names of its tables."""
    wanted: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the headings also as texts."""
        return {
            **GeoError.facts(self),
            "headings_text": _shortened(self.headings),
            "wanted_text": "; ".join(self.wanted),
        }


def _shortened(texts: tuple[str, ...], shown: int = 30, letters: int = 40) -> str:
    short = [" ".join(text.split())[:letters] for text in texts[:shown]]
    return ", ".join(short + ["…"] * (len(texts) > shown)) or "–"


@dataclass(eq=False)
class OutputCrsError(OutputError):
    """The coordinate system is unknown, or the format `path` cannot be in it."""

    crs: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, what is allowed also as one text."""
        return {**GeoError.facts(self), "allowed_text": ", ".join(self.allowed)}


@dataclass(eq=False)
class OutputEncodingError(OutputError):
    """The encoding is unknown, or the format `path` cannot be in it."""

    encoding: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, what is allowed also as one text."""
        return {**GeoError.facts(self), "allowed_text": ", ".join(self.allowed)}


@dataclass(eq=False)
class UnknownCollectionError(GeoError):
    """No collection is called so."""

    collection: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, what there is also as one text."""
        return {**GeoError.facts(self), "allowed_text": ", ".join(self.allowed)}


@dataclass(eq=False)
class DayError(GeoError):
    """No day, month or year is written so."""

    value: str

    @property
    def allowed(self) -> tuple[str, ...]:
        """What may stand there instead."""
        return DAY_FORMS


@dataclass(eq=False)
class EarlyDayError(DayError):
    """On that day nothing that the data tell of had begun."""

    earliest: str
    """The first day of which there is a state, as ``YYYY-MM-DD``."""

    @property
    def allowed(self) -> tuple[str, ...]:
        """What may stand there instead."""
        return (f"{self.earliest}/..",)


@dataclass(eq=False)
class ZoningError(GeoError):
    """No scheme of 초광역권 is called so."""

    value: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, what there is also as one text."""
        return {**GeoError.facts(self), "allowed_text": ", ".join(self.allowed)}


@dataclass(eq=False)
class NoDaysError(GeoError):
    """A collection that does not change with the day, asked for as of one."""

    collection: str
    allowed: tuple[str, ...]
    """Collections that do."""

    def facts(self) -> dict[str, object]:
        """Return the fields, what there is also as one text."""
        return {**GeoError.facts(self), "allowed_text": ", ".join(self.allowed)}


@dataclass(eq=False)
class SubjectError(GeoError):
    """No region, sector, programme, body or complex is called so."""

    kind: str
    """See `geo.profiles.model.Kind`."""
    value: str
    allowed: tuple[str, ...]
    """Ids."""

    def facts(self) -> dict[str, object]:
        """Return what was asked for and what there is; the kind is a word of the language."""
        return {"value": self.value, "allowed_text": ", ".join(self.allowed)}

    def text(self, lang: Lang) -> str:
        """Say in `lang` what there is instead."""
        words = catalogue("geo", lang)
        noun = words(f"subject.{self.kind}")
        return words("error.SubjectError", noun=noun, **self.facts())


@dataclass(eq=False)
class UnknownSubjectError(GeoError):
    """Nothing that a profile could be about is called so."""

    value: str
    near: tuple[str, ...]
    """Names that look like it."""

    def facts(self) -> dict[str, object]:
        """Return the fields, the near names as one text."""
        return {"value": self.value, "near": ", ".join(self.near) or "–"}


@dataclass(eq=False)
class UnknownProgrammeError(GeoError):
    """No programme that is registered on this computer is called so."""

    value: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the ids as one text."""
        return {"value": self.value, "allowed_text": ", ".join(self.allowed) or "–"}


@dataclass(eq=False)
class MissingExtraError(GeoError):
    """The package `module` is not installed; the extra `extra` of this one brings it."""

    module: str
    extra: str


@dataclass(eq=False)
class FilterError(GeoError):
    """A CQL2 filter that cannot be read, or does not fit its collection."""

    problem: str
    """Sentence under ``filter`` in the catalogue."""
    found: str
    """The name or value at fault."""
    position: int | None
    """Its place in the filter as written, from 1; None if it cannot be told."""
    allowed: tuple[str, ...] = ()

    def facts(self) -> dict[str, object]:
        """Return what the sentence names."""
        return {"found": self.found, "position": self.position}

    def text(self, lang: Lang) -> str:
        """Say in `lang` what is wrong, where, and what is allowed."""
        words = catalogue("geo", lang)
        said = [words(f"filter.{self.problem}", found=self.found)]
        if self.position is not None:
            said.append(words("filter.position", position=self.position))
        if self.allowed:
            said.append(words("filter.allowed", allowed=_shortened(self.allowed)))
        return words("error.FilterError", said=" ".join(said))


@dataclass(eq=False)
class SelectionError(GeoError):
    """A condition of a request, other than its filter, that cannot be used."""

    parameter: str
    """Such as ``bbox``, ``datetime``, ``sortby``, or the name of a property."""
    value: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, what is allowed as one text."""
        return {**GeoError.facts(self), "allowed_text": _shortened(self.allowed)}
