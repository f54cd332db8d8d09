"""The convergence plan of 2023 as tables: nothing in it has a place, so nothing gets one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers.collection import Feature
from geo.layers.conflicts import conflicts_at, of_figure, told
from geo.messages import LANGS, Lang, catalogue

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.evidence import Evidence
    from geo.model.plan import PlanFigure


def plan_figures(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a feature of each cell of a breakdown, its total included."""
    return tuple(Feature(None, _figure(atlas, figure)) for figure in atlas.plan_figures)


def plan_tasks(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a feature of each direction, task and action, parents first."""
    return tuple(
        Feature(
            None,
            {
                "id": task.id,
                "name_ko": task.name_ko,
                "name_en": task.name_en,
                "level": task.level,
                "parent": task.parent,
                "ministries": list(task.ministries),
                "printed": task.printed,
                "detail": list(task.detail),
                "conflicts": conflicts_at(atlas, f"task:{task.id}"),
                **_evidence(task.evidence),
            },
        )
        for task in atlas.plan_tasks
    )


def sector_crosswalk(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a feature of each industry of the plan with the sector that we take it to mean."""
    named = {ko: name.en for ko, name in atlas.sector_names.items()}
    return tuple(
        Feature(
            None,
            {
                "id": match.id,
                "name_ko": match.name_ko,
                "name_en": match.name_en,
                "match": match.match,
                "sector": match.sector,
                "sector_en": named.get(match.sector or ""),
                "subsector": match.subsector,
                "subsector_en": named.get(match.subsector or ""),
                "consortium_nos": list(match.bodies),
                "reason_ko": match.reason_ko,
                "reason_en": match.reason_en,
                "decided_by": "sandan-atlas",
                **_evidence(match.evidence, confidence="medium"),
            },
        )
        for match in atlas.sector_matches
    )


def _figure(atlas: Atlas, figure: PlanFigure) -> dict[str, object]:
    series = {lang: _word(lang, f"series.{figure.series}") for lang in LANGS}
    return {
        "id": figure.id,
        "name_ko": f"{series['ko']}: {figure.name_ko}({figure.year}년)",
        "name_en": f"{series['en']}: {figure.name_en} ({figure.year})",
        "series": figure.series,
        "series_ko": series["ko"],
        "series_en": series["en"],
        "item": figure.item,
        "item_ko": figure.name_ko,
        "item_en": figure.name_en,
        "role": figure.role,
        "year": figure.year,
        "printing": figure.printing,
        "value": figure.value,
        "unit": figure.unit,
        "unit_ko": _word("ko", f"unit.{figure.unit}"),
        "unit_en": _word("en", f"unit.{figure.unit}"),
        "share_pct": figure.share_pct,
        "printed": figure.printed,
        **_evidence(figure.evidence),
        "conflicts": [told(conflict) for conflict in of_figure(atlas, figure)],
    }


def _evidence(evidence: Evidence, confidence: str = "high") -> dict[str, object]:
    return {"source": [evidence.source], "locator": evidence.locator, "confidence": confidence}


def _word(lang: Lang, key: str) -> str:
    return catalogue("geo", lang)(key)
