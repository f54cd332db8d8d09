"""What a scenario changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.analysis.asked import programmes
from api.analysis.content import Analysis, Field, Section, table
from api.analysis.measures import measure_name
from api.profiles.lists import Cell
from geo.analysis.values import written
from geo.exports.networks import title_of
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from api.analysis.asked import Question
    from geo.analysis.scenario import Outcome, Scenario
    from geo.atlas import Atlas
    from geo.jsons import Json
    from geo.messages import Catalogue, Lang
    from geo.model.network import Tie
    from maps.sketches.model import Sketch

MOST_FIELDS = 6
"""Steps for which the form has a field."""


def scenario_document(
    asked: Question, scenario: Scenario, outcome: Outcome, lang: Lang
) -> dict[str, Json]:
    """Return what changes as one JSON object."""
    return {
        "scenario": scenario.title or None,
        "network": asked.network,
        "as_of": asked.as_of,
        "hypothetical": True,
        "steps": [
            {name: value for name, value in step._asdict().items() if value}
            for step in scenario.steps
        ],
        "measures": [
            {"id": change.measure, "before": change.before, "after": change.after}
            for change in outcome.changes
        ],
        "lost_ties": [_tie(lost_tie) for lost_tie in outcome.lost_ties],
        "new_ties": [_tie(new_tie) for new_tie in outcome.new_ties],
        "lost_regions": [lost_region.code for lost_region in outcome.lost_regions],
        "new_regions": [new_region.code for new_region in outcome.new_regions],
        "lost_places": [
            {"id": lost_place.id, "name": lost_place.name.of(lang)}
            for lost_place in outcome.lost_places
        ],
        "new_places": [
            {"id": new_place.id, "name": new_place.name.of(lang)}
            for new_place in outcome.new_places
        ],
        "bodies": list(outcome.bodies),
    }


def _tie(tie: Tie) -> dict[str, Json]:
    return {
        "id": tie.id,
        "from": tie.from_id,
        "to": tie.to_id,
        "length_km": round(tie.length_km, 1),
    }


def scenario_page(
    asked: Question,
    steps: Sequence[str],
    outcome: Outcome | None,
    sketch: Sketch | None,
    lang: Lang,
) -> Analysis:
    """Return the page; without steps the form alone."""
    words = catalogue("api", lang)
    proposed = tuple(_proposals(asked, words))
    fields = tuple(field for field in asked.fields(words) if field.name != "sector")
    count = min(max(len(steps) + 1, 3), max(MOST_FIELDS, len(steps) + 1))
    fields += tuple(
        Field(
            "step",
            words("scenario.step", number=n + 1),
            "text",
            steps[n] if n < len(steps) else "",
            proposed,
        )
        for n in range(count)
    )
    sections = tuple(_sections(asked, outcome, sketch, words)) if outcome is not None else ()
    title = words("scenario.title", network=title_of(asked.network, asked.atlas).of(lang))
    help_ = Section(
        id="how",
        title=words("scenario.how"),
        items=tuple(
            Cell(words(f"scenario.how.{item}")) for item in ("withdraw", "add", "remove", "role")
        ),
        notes=(words("scenario.how.file"),),
    )
    return Analysis(
        title=title,
        lead=words("scenario.lead"),
        fields=fields,
        sections=(*sections, help_),
        forms=("json", "svg", "png") if sketch else ("json",),
    )


def _proposals(asked: Question, words: Catalogue) -> Iterator[tuple[str, str]]:
    """Propose to withdraw each body of the network."""
    own = programmes(asked.atlas, asked.network)
    for body in asked.atlas.bodies.values():
        if body.programme in own and body.in_force and body.members:
            root = asked.atlas.places[asked.atlas.root_of(body).place_id].name.of(words.lang)
            name = body.name.of(words.lang)
            number = "" if body.no is None else f"{body.no} "
            text = words("scenario.propose", name=f"{number}{name}", root=root)
            yield f"withdraw:{body.id}", text


def _sections(
    asked: Question, outcome: Outcome, sketch: Sketch | None, words: Catalogue
) -> Iterator[Section]:
    lang = words.lang
    yield Section(
        id="short",
        title=words("scenario.short"),
        items=tuple(Cell(text) for text in _said(outcome, words)),
        notes=(words("scenario.hypothetical"),),
    )
    if sketch is not None:
        yield Section(id="map", title=sketch.title, texts=(sketch.description,), sketches=(sketch,))
    changed = [change for change in outcome.changes if change.before != change.after]
    if changed:
        columns = [words(f"scenario.{item}") for item in ("measure", "before", "after")]
        yield Section(
            id="measures",
            title=words("scenario.measures"),
            rows=table(
                words("scenario.measures"),
                columns,
                [
                    (
                        Cell(measure_name(asked, change.measure, lang)),
                        Cell(written(change.measure, change.before, words), number=True),
                        Cell(written(change.measure, change.after, words), number=True),
                    )
                    for change in changed
                ],
            ),
        )
    for key, ties, atlas in (
        ("lost_ties", outcome.lost_ties, asked.atlas),
        ("new_ties", outcome.new_ties, outcome.atlas),
    ):
        if ties:
            yield Section(
                id=key.replace("_", "-"),
                title=words(f"scenario.{key}"),
                items=tuple(Cell(_tie_said(atlas, tie, lang)) for tie in ties),
            )


def _said(outcome: Outcome, words: Catalogue) -> Iterator[str]:
    lang = words.lang
    yield words("scenario.ties", lost=len(outcome.lost_ties), new=len(outcome.new_ties))
    named = (
        ("lost_regions", [lost_region.short.of(lang) for lost_region in outcome.lost_regions]),
        ("new_regions", [new_region.short.of(lang) for new_region in outcome.new_regions]),
        ("lost_places", [lost_place.name.of(lang) for lost_place in outcome.lost_places]),
        ("new_places", [new_place.name.of(lang) for new_place in outcome.new_places]),
    )
    for key, names in named:
        if names:
            yield words(f"scenario.{key}", names=", ".join(names), count=len(names))
    if not outcome.lost_regions:
        yield words("scenario.no_lost_regions")


def _tie_said(atlas: Atlas, tie: Tie, lang: Lang) -> str:
    start, end = (atlas.places[value].name.of(lang) for value in (tie.from_id, tie.to_id))
    body = atlas.bodies[tie.body_id].name.of(lang)
    return f"{start} → {end} ({body}, {tie.length_km:,.0f} km)"
