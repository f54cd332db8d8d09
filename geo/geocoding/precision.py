"""How far off an answer may be: the radius that holds the true point in 95 % of cases.

- `gazetteer`, `alias`, `group`, `fuzzy`: the place's own radius, from the table of places.
- `legal_dong`, `address_lot`, `address_road`: the radius about the unit's point that holds 95 % of
  its area, measured on its polygon.
- `sigungu`, `sido` asked for by name: the radius that holds 95 % of its road addresses.
- `toponym`: the radius that holds 95 % of the weight, times CALIBRATION.
- `sigungu` for a complex that names nothing: the radius that reaches the corners of the 시군구, for
  complexes lie at the edges more often than people do.

CALIBRATION is split-conformal (Vovk et al. 2005): the ⌈(n + 1) · 0.95⌉-th smallest ratio of the
true distance to the spread, over those of the 199 complexes with an official point whose name
speaks for a place (n = 140), each inferred from its name, kind and 시군구 with the gazetteer off.
`benchmarks/names.py` prints it, with its coverage when each complex is left out in turn.
"""

from __future__ import annotations

CALIBRATION = 1.07
"""See above: what `benchmarks/names.py` prints."""
LEAST_KM = 1.0
"""A complex extends about so far around its point."""


def of_inference(spread_km: float) -> float:
    """Return the 95 % radius in km of a point inferred from a name."""
    return round(max(spread_km * CALIBRATION, LEAST_KM), 1)


def of_district(reach_km: float) -> float:
    """Return the radius in km of a complex that is known to its 시군구 only."""
    return round(max(reach_km, LEAST_KM), 1)
