"""A body in one statement: as its programme words it, else a list of what is known."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from geo.model.bilingual import Bilingual

if TYPE_CHECKING:
    from geo.model.programmes import Body, Programme, Value
    from maps.briefs.telling import Telling


def outline_of(telling: Telling, programme: Programme, body: Body) -> str:
    """Say sector, region, round, status and dates of a body.

    The programme's own pattern is used where the body has every value that it names.
    """
    values = _values(telling, programme, body)
    if programme.outline:
        pattern = programme.outline.of(telling.lang)
        names = [name for _, name, _, _ in Formatter().parse(pattern) if name]
        if all(values.get(name) for name in names):
            return pattern.format(**values)
    own = ("sector", "region", "round", "status")
    told = [
        values[name]
        for name in own
        if values[name]
        and not (name == "round" and (body.starts_on or "").startswith(values[name]))
    ]
    if values["starts_on"]:
        told.append(f"{programme.begins.of(telling.lang)} {values['starts_on']}")
    return ", ".join([programme.name.of(telling.lang), *told])


def _values(telling: Telling, programme: Programme, body: Body) -> dict[str, str]:
    statuses = {term.id: term.name for term in programme.statuses}
    status = statuses.get(body.status or "") or body.status
    sector = telling.of(body.sector)
    if body.subsector:
        sector = telling.aside(sector, body.subsector.of(telling.lang))
    rounds = {term.id: term.name for term in programme.rounds}
    dates = {
        attribute.id for attribute in programme.attributes if attribute.type in {"date", "month"}
    }
    return {
        **{
            name: telling.day(str(value)) if name in dates and value else _said(telling, value)
            for name, value in body.attributes.items()
        },
        "no": str(body.no or ""),
        "name": body.name.of(telling.lang),
        "sector": sector,
        "region": telling.of(body.region),
        "round": telling.of(rounds.get(body.round or ""), body.round or ""),
        "status": status.of(telling.lang) if isinstance(status, Bilingual) else status or "",
        "starts_on": telling.day(body.starts_on) if body.starts_on else "",
    }


def _said(telling: Telling, value: Value | Bilingual) -> str:
    return value.of(telling.lang) if isinstance(value, Bilingual) else str(value or "")
