"""Analyses that take seconds, done apart: a module that loads little, for a process of its own."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from geo.analysis.report import report

if TYPE_CHECKING:
    from api.state import State
    from geo.networks.models import Level


def report_of(state: State, network: str, level: Level, sector: str | None) -> bytes:
    """Return the pickled report of a network."""
    return pickle.dumps(report(state.snapshot.atlas, network, level=level, sector=sector))
