"""The collection ``statistics``: a feature for each figure in force, made when it is asked for.

A country's figures are hundreds of thousands; kept as columns they take a few megabytes, and a
feature's JSON is written only for who reads it.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

import numpy as np
import orjson

from geo.messages import LANGS, catalogue
from geo.statistics.measures import MEASURES, industry_name
from geo.store.columnar import Columnar, Values
from geo.store.declared import Declared
from geo.store.figures import FOLDER, KEY, has_statistics, of_today, read_statistics
from geo.store.snapshot import Layer, version_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.regions.names import RegionNames
    from geo.store.figures import Coded, Statistics

ID = "statistics"
"""Of the collection."""
_TYPES = {
    **dict.fromkeys(
        (
            *("name_ko", "name_en", "complex", "complex_ko", "kind", "sido", "sido_code"),
            *("part_of", "place_id", "measure", "measure_ko", "measure_en", "industry"),
            *("industry_ko", "industry_en", "period", "unit", "base", "missing", "locator"),
        ),
        Declared("string"),
    ),
    "value": Declared("number"),
    "recorded": Declared("string", format="date"),
    "source": Declared("array", items="string"),
}


def statistics_layer(data: Path, regions: RegionNames) -> Layer | None:
    """Return the collection of a data folder; None where nothing was imported.

    Complexes are in the 시도 of the day of `regions`.

    Raises
    ------
    BrokenLayerError
        The store is not as an import writes it.
    """
    if not has_statistics(data):
        return None
    statistics = of_today(read_statistics(data), regions)
    rows = FigureRows(statistics)
    title_ko, title_en = (catalogue("geo", lang)(f"layer.{ID}") for lang in LANGS)
    told = [f"{source.number} {source.digest} {source.recorded}" for source in statistics.sources]
    return Layer(
        ID,
        title_ko,
        title_en,
        statistics.as_of,
        b"",
        rows,
        _RowOf(rows),
        version_of("|".join([FOLDER, *told]).encode()),
        built=False,
        types=_TYPES,
    )


@dataclass(frozen=True, eq=False)
class FigureRows(Columnar):
    """The figures in force as features."""

    statistics: Statistics

    def __len__(self) -> int:
        return len(self.statistics.figures)

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[bytes, ...]: ...
    def __getitem__(self, index: int | slice) -> bytes | tuple[bytes, ...]:
        if isinstance(index, slice):
            return tuple(self[row] for row in range(*index.indices(len(self))))
        return self._feature(range(len(self))[index])

    def __iter__(self) -> Iterator[bytes]:
        return map(self._feature, range(len(self)))

    def id_of(self, row: int) -> str:
        """Return the id of a feature: what its figure is of."""
        figures = self.statistics.figures
        return ".".join(figures[name][row] for name in KEY)

    def _feature(self, row: int) -> bytes:
        figures = self.statistics.figures
        key = {name: figures[name][row] for name in KEY}
        value = float(figures.value[row])
        own = self._complexes[key["complex"]]
        measure, industry = self._measures[key["measure"]], self._industries[key["industry"]]
        id_ = ".".join(key.values())
        named = {
            f"name_{lang}": f"{own[f'name_{lang}']}: {measure[f'measure_{lang}']} ({key['period']})"
            for lang in LANGS
        }
        properties = {
            "id": id_,
            **named,
            **{name: text for name, text in own.items() if not name.startswith("name_")},
            "measure": key["measure"],
            **measure,
            "industry": key["industry"],
            **industry,
            "period": key["period"],
            "value": None if np.isnan(value) else value,
            "unit": figures["unit"][row],
            "base": key["base"],
            "missing": figures["missing"][row] or None,
            "recorded": figures["recorded"][row],
            "source": [figures["source"][row]],
            "locator": figures["locator"][row],
            "confidence": "high",
        }
        return orjson.dumps(
            {"type": "Feature", "id": id_, "geometry": None, "properties": properties}
        )

    @cached_property
    def _complexes(self) -> dict[str, dict[str, str | None]]:
        found = {}
        for complex_ in self.statistics.complexes.values():
            found[complex_.id] = {
                "name_ko": complex_.name_ko,
                "name_en": complex_.name_en or complex_.name_ko,
                "complex": complex_.id,
                "complex_ko": complex_.name_ko,
                "kind": complex_.kind.value if complex_.kind else None,
                "sido": complex_.sido,
                "sido_code": complex_.sido_code,
                "sigungu": ", ".join(complex_.sigungu) or None,
                "part_of": complex_.part_of,
                "place_id": complex_.place_id,
            }
        return found

    @cached_property
    def _measures(self) -> dict[str, dict[str, str]]:
        return {
            id_: {"measure_ko": measure.name.ko, "measure_en": measure.name.en}
            for id_, measure in MEASURES.items()
        }

    @cached_property
    def _industries(self) -> dict[str, dict[str, str]]:
        names = {word: industry_name(word) for word in self.statistics.figures["industry"].words}
        return {
            id_: {"industry_ko": name.ko, "industry_en": name.en} for id_, name in names.items()
        }

    def columns(self) -> Mapping[str, Values]:
        """Return the properties as columns, in the order of a feature's."""
        figures = self.statistics.figures
        document: dict[str, Values] = {}
        names = orjson.loads(self[0])["properties"] if len(self) else {}
        of: Mapping[str, tuple[str, Mapping[str, Mapping[str, str | None]]]] = (
            {
                **dict.fromkeys(
                    self._complexes[next(iter(self._complexes))], ("complex", self._complexes)
                ),
                **dict.fromkeys(("measure_ko", "measure_en"), ("measure", self._measures)),
                **dict.fromkeys(("industry_ko", "industry_en"), ("industry", self._industries)),
            }
            if names
            else {}
        )
        for name in names:
            if name in {"id", "name_ko", "name_en"}:
                document[name] = self._written(name)
            elif name == "value":
                document[name] = _numbers(figures.value)
            elif name == "source":
                coded = figures["source"]
                document[name] = Values("array", [[word] for word in coded.words], coded.codes)
            elif name == "confidence":
                document[name] = Values("string", ["high"], np.zeros(len(self), np.int32))
            elif name in of and name != "complex":
                column, values = of[name]
                coded = figures[column]
                document[name] = _mapped(coded, [values[word][name] for word in coded.words])
            else:
                coded = figures[name]
                document[name] = _mapped(coded, [word or None for word in coded.words])
        return document

    def _written(self, name: str) -> Values:
        """Return the ids or names, each of which is another."""
        figures = self.statistics.figures
        if name == "id":
            texts = [figures[key].words[figures[key].codes].tolist() for key in KEY]
            words = list(map(".".join, zip(*texts, strict=True)))
        else:
            lang = name[-2:]
            of_complex = [self._complexes[word][name] for word in figures["complex"].words]
            of_measure = [self._measures[w][f"measure_{lang}"] for w in figures["measure"].words]
            parts = (figures[key].codes.tolist() for key in ("complex", "measure", "period"))
            periods = figures["period"].words
            words = [
                f"{of_complex[c]}: {of_measure[m]} ({periods[p]})"
                for c, m, p in zip(*parts, strict=True)
            ]
        places: dict[str, int] = {}
        codes = np.fromiter(
            (places.setdefault(word, len(places)) for word in words), np.int32, len(words)
        )
        return Values("string", list(places), codes)


def _mapped(coded: Coded, words: Sequence[str | None]) -> Values:
    """Return the column of what stands for each distinct text; None is no value."""
    places: dict[str, int] = {}
    moved = [-1 if word is None else places.setdefault(word, len(places)) for word in words]
    return Values("string", list(places), np.array(moved or [0], np.int32)[coded.codes])


def _numbers(value: NDArray[np.float64]) -> Values:
    distinct, codes = np.unique(value, return_inverse=True)
    known = int(np.count_nonzero(~np.isnan(distinct)))
    kept: NDArray[np.int32] = np.where(codes < known, codes, -1).astype(np.int32)
    return Values("number", distinct[:known].tolist(), kept)


class _Items(ItemsView[str, int]):
    """The ids with their rows, in the rows' order."""

    def __init__(self, mapping: _RowOf) -> None:
        super().__init__(mapping)
        self._ids = mapping

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return ((id_, row) for row, id_ in enumerate(self._ids))


class _RowOf(Mapping[str, int]):
    """The ids, each of its row, without a table of them."""

    def __init__(self, rows: FigureRows) -> None:
        self._rows = rows

    def __getitem__(self, key: str) -> int:
        parts = dict(zip(KEY, key.split("."), strict=False))
        if len(parts) == len(KEY):
            statistics = self._rows.statistics
            start, stop = statistics.rows_of(parts["complex"])
            for row in range(start, stop):
                if all(statistics.figures[name][row] == parts[name] for name in KEY):
                    return row
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return map(self._rows.id_of, range(len(self._rows)))

    def __len__(self) -> int:
        return len(self._rows)

    def items(self) -> ItemsView[str, int]:
        """Return the ids with their rows."""
        return _Items(self)
