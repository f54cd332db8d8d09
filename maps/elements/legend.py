"""The legend: what the signs mean, and the conditions by which the map is filtered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from branca.element import MacroElement
from folium.template import Template

from maps.elements.filters import Choice
from maps.page import templates
from maps.theme import INK, QUIET, SHAPES, TRANSFORMATION, sector_style

if TYPE_CHECKING:
    from maps.elements.filters import Facet
    from maps.scene import Scene
    from maps.teller import Teller
    from maps.theme import SectorStyle


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector in the legend."""

    style: SectorStyle
    sector: str
    """As in the data."""
    label: str
    subsectors: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A region of the transformation in the legend."""

    id: str
    """Of the project."""
    region: str
    hub: str
    links: int


class Legend(MacroElement):
    """Stands beside the map as HTML; ``static/js/legend.js`` folds it."""

    _template = Template(
        "{% macro html(this, kwargs) %}{{ this.markup }}{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "sandan.legend({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, teller: Teller, facets: tuple[Facet, ...], *, name: str, as_of: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Legend"
        scene, words = teller.scene, teller.words
        template = templates().get_template("legend.html")
        markup = template.render(
            words=words,
            name=name,
            facets=facets,
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
    """List the sectors with their subsectors, in the order of the consortia's numbers."""
    rows = []
    for sector in dict.fromkeys(tie.sector for tie in scene.consortium_ties):
        ties = [tie for tie in scene.consortium_ties if tie.sector == sector]
        parts = {tie.subsector: tie.subsector_label for tie in ties}
        choices = tuple(Choice(part, label) for part, label in parts.items() if part and label)
        rows.append(SectorRow(sector_style(sector), sector, ties[0].sector_label, choices))
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
                    teller.scene.project_id(year, region),
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
