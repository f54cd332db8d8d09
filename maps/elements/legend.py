"""The legend: what the signs mean, how many there are, and switches for the sectors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from branca.element import MacroElement
from folium.template import Template

from maps.page import templates
from maps.theme import INK, QUIET, SHAPES, TRANSFORMATION, sector_style

if TYPE_CHECKING:
    from maps.popups import Teller
    from maps.scene import Scene
    from maps.theme import SectorStyle


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector in the legend."""

    style: SectorStyle
    label: str
    detail: str
    """Subsectors with their counts, or nothing."""
    count: int
    """Consortia."""


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A region of the transformation in the legend."""

    place_id: str
    region: str
    hub: str
    links: int


class Legend(MacroElement):
    """Stands beside the map as HTML; ``static/js/legend.js`` folds it and switches ties."""

    _template = Template(
        "{% macro html(this, kwargs) %}{{ this.markup }}{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "sandan.legend({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, teller: Teller, *, name: str, as_of: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Legend"
        scene, words = teller.scene, teller.words
        template = templates().get_template("legend.html")
        markup = template.render(
            words=words,
            name=name,
            as_of=as_of,
            sectors=sector_rows(scene) if name != "transformation" else (),
            rounds=project_rows(teller) if name != "consortia" else (),
            consortia=len({tie.no for tie in scene.consortium_ties}),
            consortium_ties=len(scene.consortium_ties),
            project_ties=len(scene.project_ties),
            annex_only=any(tie.named_in == "annex" for tie in scene.project_ties),
            shapes=dict(SHAPES),
            ink=INK,
            quiet=QUIET,
            teal=TRANSFORMATION,
        )
        # Branca runs this through Jinja once more: braces of names must not reach it.
        self.markup = markup.replace("{", "&#123;")


def sector_rows(scene: Scene) -> tuple[SectorRow, ...]:
    """Count the consortia by sector, in the order of their numbers."""
    first = {tie.no: tie for tie in scene.consortium_ties}
    counts = Counter(tie.sector for tie in first.values())
    rows = []
    for sector, count in counts.items():
        ties = [tie for tie in first.values() if tie.sector == sector]
        parts = Counter(tie.subsector_label for tie in ties if tie.subsector_label)
        many = len(parts) > 1
        detail = " · ".join(f"{part} {n}" if many else part for part, n in parts.items())
        rows.append(SectorRow(sector_style(sector), ties[0].sector_label, detail, count))
    return tuple(rows)


def project_rows(teller: Teller) -> tuple[tuple[int, tuple[ProjectRow, ...]], ...]:
    """List the hubs by round, the newest first, and by the name of their region."""
    regions = teller.words.under("region")
    hubs = sorted(teller.scene.hubs(), key=lambda hub: regions.get(hub[1], hub[1]))
    return tuple(
        (
            year,
            tuple(
                ProjectRow(
                    place.id,
                    regions.get(region, region),
                    teller.names[place.id],
                    len(teller.scene.project(year, region)),
                )
                for round_year, region, place in hubs
                if round_year == year
            ),
        )
        for year in sorted({round_year for round_year, _, _ in hubs}, reverse=True)
    )
