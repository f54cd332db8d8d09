"""Everything that is measured of a network, beside what chance would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.networks.chains import KEPT, Kept
from geo.networks.communities import Communities, communities
from geo.networks.distance import Effect, effects
from geo.networks.metrics import SEED, Metrics, metrics
from geo.networks.models import network
from geo.networks.nulls import Expectation, draw, expectations, projected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas import Atlas
    from geo.model.bilingual import Bilingual
    from geo.networks.models import Level, Model

SAMPLES = (100, 1_000)
"""The fewest and the most networks that are drawn, where no number is asked for …"""
_MEMBERSHIPS = 72_000
"""… and the memberships that all of them may have."""


@dataclass(frozen=True, slots=True)
class Chance:
    """What networks drawn at random give."""

    kept: Kept
    mixed: bool
    """Whether the draws can be relied on; if not, nothing is compared."""
    expectations: Mapping[str, Expectation]


@dataclass(frozen=True, slots=True)
class Report:
    """A network, its measures, and how they stand to chance."""

    model: Model
    """At the level that was asked for."""
    measured: Metrics
    chances: tuple[Chance, ...]
    """Of single complexes, whatever the level; the measures of regions are the same."""
    projected: Mapping[str, Expectation]
    """Where shuffling the ties alone, which breaks bodies up, comes to another verdict."""
    communities: Communities | None
    """Of single complexes."""
    effects: tuple[Effect, ...]
    samples: int
    seed: int


def report(
    atlas: Atlas,
    id_: str,
    *,
    level: Level = "complex",
    sector: str | None = None,
    zoning: Mapping[str, Bilingual] | None = None,
    samples: int | None = None,
) -> Report:
    """Measure a network and compare it with chance.

    Raises
    ------
    SelectionError
        There is no such network, level or sector.
    """
    model = network(atlas, id_, sector=sector, zoning=zoning)
    shown = model
    if level != "complex":
        shown = network(atlas, id_, level=level, sector=sector, zoning=zoning)
    if samples is None:
        samples = int(np.clip(_MEMBERSHIPS // max(len(model.node), 1), *SAMPLES))
    ensembles = {kept: draw(model, kept, samples=samples, seed=SEED) for kept in KEPT}
    chances = tuple(
        Chance(kept, ensemble.mixed, expectations(model, ensemble) if ensemble.mixed else {})
        for kept, ensemble in ensembles.items()
    )
    return Report(
        model=shown,
        measured=metrics(shown),
        chances=chances,
        projected=_projected(model, chances[0].expectations, samples),
        communities=communities(model, ensembles["degrees"], SEED),
        effects=effects(model),
        samples=samples,
        seed=SEED,
    )


def _projected(
    model: Model, whole: Mapping[str, Expectation], samples: int
) -> dict[str, Expectation]:
    """Return what shuffled ties say otherwise; bodies of two alone give the same."""
    if not len(model.ties):
        return {}
    alone = projected(model)
    ensemble = draw(alone, "degrees", samples=samples, seed=SEED)
    found = expectations(alone, ensemble) if ensemble.mixed else {}
    return {
        name: expectation
        for name, expectation in found.items()
        if name in whole and expectation.verdict != whole[name].verdict
    }
