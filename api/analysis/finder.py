"""Partners that could be, how two places are connected, and what lies around one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.analysis.content import Analysis, Field, Section, as_csv, table
from api.analysis.sketched import ways_sketch
from api.links import page_of
from api.profiles.addresses import Addresses
from api.profiles.lists import NOTHING, Cell
from geo.analysis.evaluation import RANKINGS, WHO
from geo.analysis.partners import REASONS
from geo.analysis.peers import MEASURES
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from api.analysis.content import Rows
    from geo.analysis.evaluation import Card, Score
    from geo.analysis.partners import Candidate, Reason, Why
    from geo.analysis.paths import Near, Step
    from geo.analysis.peers import Peers
    from geo.atlas import Atlas
    from geo.jsons import Json
    from geo.messages import Catalogue, Lang
    from geo.model.programmes import Body, Membership
    from maps.locator import Outlines
    from maps.sketches.model import Sketch

_SCORES: tuple[Score, ...] = ("hit_10", "auc", "mrr")


def partners_document(
    found: Sequence[Candidate], card: Card | None, weights: Mapping[Reason, float], lang: Lang
) -> dict[str, Json]:
    """Return candidates and how well the ranking does as one JSON object."""
    return {
        "weights": {str(name): weight for name, weight in weights.items()},
        "candidates": [
            {
                "rank": rank,
                "id": candidate.place.id,
                "name": candidate.place.name.of(lang),
                "sido": candidate.place.sido,
                "lon": candidate.place.lon,
                "lat": candidate.place.lat,
                "score": round(candidate.score, 4),
                "km": round(candidate.km, 1),
                "reasons": [
                    {
                        "reason": why.reason,
                        "value": round(why.value, 4),
                        "weight": why.weight,
                        **why.facts,
                    }
                    for why in candidate.reasons
                ],
            }
            for rank, candidate in enumerate(found, start=1)
        ],
        "evaluation": None if card is None else card_document(card),
    }


def card_document(card: Card) -> dict[str, Json]:
    """Return an evaluation card as JSON."""
    return {
        "bodies": card.bodies,
        "asked": {str(who): count for who, count in card.asked.items()},
        "seed": card.seed,
        "scores": [
            {"who": who, "ranking": ranking, "score": score, **interval._asdict()}
            for (who, ranking, score), interval in card.scores.items()
        ],
        "verdict": {who: card.verdict(who) for who in WHO if who != "all"},
    }


def partners_csv(found: Sequence[Candidate], lang: Lang) -> bytes:
    """Return a row for each candidate, with the value of each reason."""
    rows = [
        [
            rank,
            candidate.place.id,
            candidate.place.name.of(lang),
            candidate.place.sido,
            round(candidate.km, 1),
            round(candidate.score, 4),
            *(round(why.value, 4) for why in candidate.reasons),
        ]
        for rank, candidate in enumerate(found, start=1)
    ]
    return as_csv(("rank", "id", "name", "sido", "km", "score", *REASONS), rows)


def partners_page(
    atlas: Atlas,
    found: Sequence[Candidate],
    card: Card | None,
    fields: tuple[Field, ...],
    name: str,
    network: str,
    lang: Lang,
) -> Analysis:
    """Return the page of the finder; without a subject the form and the card alone."""
    words = catalogue("api", lang)
    sections = [*_ranked(atlas, found, name, words)] if name else []
    if card is not None:
        sections.append(_card(card, network, atlas, words))
    return Analysis(
        title=words("partners.title"),
        lead=words("partners.lead"),
        fields=fields,
        sections=tuple(sections),
        forms=("json", "csv"),
    )


def _ranked(
    atlas: Atlas, found: Sequence[Candidate], name: str, words: Catalogue
) -> Iterator[Section]:
    at, lang = Addresses(atlas), words.lang
    title = words("partners.found", name=name)
    if not found:
        yield Section(id="candidates", title=title, texts=(words("partners.nobody"),))
        return
    rows = [
        (
            Cell(candidate.place.name.of(lang), at.of_thing(candidate.place)),
            Cell(f"{candidate.score:.2f}", number=True),
            Cell(f"{candidate.km:,.0f}", number=True),
            Cell("; ".join(filter(None, (_why(why, atlas, words) for why in candidate.reasons)))),
        )
        for candidate in found
    ]
    columns = [words(f"partners.{item}") for item in ("place", "score", "km", "reasons")]
    yield Section(
        id="candidates",
        title=title,
        rows=table(title, columns, rows),
        notes=(words("partners.no_forecast"),),
    )


def _why(why: Why, atlas: Atlas, words: Catalogue) -> str:
    """Say one reason; empty for one that does not speak for the candidate."""
    if not why.value or not why.weight:
        return ""
    lang, facts = words.lang, why.facts
    text = ""
    if names := facts.get("sectors"):
        text = ", ".join(atlas.sector_names[str(item)].of(lang) for item in _list(names))
    elif ids := facts.get("partners"):
        text = ", ".join(atlas.places[str(item)].name.of(lang) for item in _list(ids)[:3])
        more = len(_list(ids)) - 3
        text += words("gaps.more", count=more) if more > 0 else ""
    elif own := facts.get("programmes"):
        text = ", ".join(atlas.programmes[str(item)].short.of(lang) for item in _list(own))
    elif why.reason == "role":
        text = words("partners.why.roots", **facts)
    elif why.reason == "experience":
        text = words("partners.why.memberships", **facts)
    label = words(f"partners.reason.{why.reason}")
    return f"{label} {why.value:.2f}" + (f" ({text})" if text else "")


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _card(card: Card, network: str, atlas: Atlas, words: Catalogue) -> Section:
    title = words("partners.card")
    programme = atlas.programmes[network].name.of(words.lang)
    rows = []
    for who in WHO:
        if not card.asked[who]:
            continue
        for ranking in RANKINGS:
            cells = [Cell(f"{words(f'partners.who.{who}')}: {words(f'partners.by.{ranking}')}")]
            for score in _SCORES:
                interval = card.scores[who, ranking, score]
                cells.append(
                    Cell(
                        f"{interval.value:.2f} [{interval.low:.2f}–{interval.high:.2f}]",
                        number=True,
                    )
                )
            rows.append(tuple(cells))
    columns = [words("partners.ranking"), *(words(f"partners.score.{item}") for item in _SCORES)]
    texts = [
        words(
            "partners.card.lead",
            programme=programme,
            bodies=card.bodies,
            incumbents=card.asked["incumbents"],
            newcomers=card.asked["newcomers"],
        )
    ]
    texts += [
        words(f"partners.verdict.{who}.{card.verdict(who)}")
        for who in WHO
        if who != "all" and card.asked[who]
    ]
    return Section(
        id="evaluation",
        title=title,
        texts=tuple(texts),
        rows=table(title, columns, rows),
        notes=(words("partners.card.note", seed=card.seed),),
    )


def peers_document(peers: Peers, lang: Lang) -> dict[str, Json]:
    """Return the most alike as one JSON object."""
    return {
        "level": peers.level,
        "subject": {"id": peers.id, "name": peers.name.of(lang)},
        "known": list(peers.known),
        "unreliable": peers.unreliable,
        "peers": [
            {
                "id": peer.id,
                "name": peer.name.of(lang),
                "alike": round(peer.alike, 4),
                "measures": peer.measures,
                "decisive": [
                    {
                        "measure": why.measure,
                        "alike": round(why.alike, 4),
                        "usual": round(why.usual, 4),
                    }
                    for why in peer.decisive
                ],
            }
            for peer in peers.peers
        ],
    }


def peers_page(
    atlas: Atlas, peers: Peers | None, fields: tuple[Field, ...], lang: Lang
) -> Analysis:
    """Return the page of peers; without a subject the form alone."""
    words = catalogue("api", lang)
    sections = () if peers is None else (_peers(atlas, peers, words), _alike_by(peers, words))
    return Analysis(
        title=words("peers.title"), lead=words("peers.lead"), fields=fields, sections=sections
    )


def _peers(atlas: Atlas, peers: Peers, words: Catalogue) -> Section:
    lang = words.lang
    title = words("peers.found", name=peers.name.of(lang))
    if peers.unreliable is not None:
        why = words(f"peers.unreliable.{peers.unreliable}")
        return Section(id="peers", title=title, texts=(words("peers.unreliable"), why))
    at = Addresses(atlas)
    rows = [
        (
            Cell(
                peer.name.of(lang),
                at.of_thing(atlas.places[peer.id]) if peers.level == "complex" else "",
            ),
            Cell(f"{peer.alike:.2f}", number=True),
            Cell(
                "; ".join(
                    words(
                        "peers.decisive.one",
                        measure=words(f"peers.measure.{why.measure}"),
                        alike=f"{why.alike:.2f}",
                        usual=f"{why.usual:.2f}",
                    )
                    for why in peer.decisive
                )
                or NOTHING
            ),
        )
        for peer in peers.peers
    ]
    columns = [words(f"peers.{item}") for item in ("place", "alike", "decisive")]
    return Section(
        id="peers",
        title=title,
        rows=table(title, columns, rows),
        notes=(words("peers.note"),),
    )


def _alike_by(peers: Peers, words: Catalogue) -> Section:
    title = words("peers.measures")
    rows = [
        (
            Cell(words(f"peers.measure.{name}")),
            Cell(words("peers.known" if name in peers.known else "peers.unknown")),
            Cell(words(f"peers.measure.{name}.means")),
        )
        for name in MEASURES
    ]
    columns = [words("metrics.measure"), words("peers.of_subject"), words("metrics.means")]
    return Section(id="measures", title=title, rows=table(title, columns, rows))


def paths_document(found: Sequence[Sequence[Step]], lang: Lang) -> dict[str, Json]:
    """Return ways with the evidence of each step as one JSON object."""
    return {
        "paths": [
            [
                {
                    "from": step.start.id,
                    "to": step.end.id,
                    "bodies": [
                        {
                            "id": body.id,
                            "name": body.name.of(lang),
                            "evidence": [_evidence(member) for member in members],
                        }
                        for body, *members in step.bodies
                    ],
                }
                for step in path
            ]
            for path in found
        ]
    }


def _evidence(member: Membership) -> dict[str, Json]:
    printing = member.fullest
    return {
        "place": member.place_id,
        "role": member.role,
        "printed": printing.name_as_written,
        "source": printing.evidence.source,
        "locator": printing.evidence.locator,
    }


def paths_page(
    atlas: Atlas,
    found: Sequence[Sequence[Step]] | None,
    fields: tuple[Field, ...],
    outlines: Outlines,
    lang: Lang,
) -> Analysis:
    """Return the page of ways; without places the form alone."""
    words = catalogue("api", lang)
    sections = []
    if found is not None and not found:
        sections.append(
            Section(id="none", title=words("paths.none.title"), texts=(words("paths.none"),))
        )
    if found:
        sketch = ways_sketch(atlas, found, outlines, words)
        sections.append(
            Section(
                id="map", title=sketch.title, texts=(sketch.description,), sketches=(sketch,),
                rows=_ways(found, words),
            )
        )  # fmt: skip
    for number, path in enumerate(found or (), start=1):
        title = words("paths.way", number=number, steps=len(path))
        rows = [
            (
                Cell(f"{step.start.name.of(lang)} – {step.end.name.of(lang)}"),
                Cell(", ".join(body.name.of(lang) for body, *_ in step.bodies)),
                Cell(*_cited(step, lang)),
            )
            for step in path
        ]
        columns = [words("paths.step"), words("paths.through"), words("paths.evidence")]
        sections.append(Section(id=f"way-{number}", title=title, rows=table(title, columns, rows)))
    return Analysis(
        title=words("paths.title"),
        lead=words("paths.lead"),
        fields=fields,
        sections=tuple(sections),
        forms=("json", "svg", "png") if found else ("json",),
    )


def _ways(found: Sequence[Sequence[Step]], words: Catalogue) -> Rows:
    """List the ways by the places that they lead through."""
    rows = [
        (
            Cell(str(number), f"#way-{number}-title"),
            Cell(
                " → ".join(
                    place.name.of(words.lang) for place in (path[0].start, *(s.end for s in path))
                )
            ),
            Cell(str(len(path)), number=True),
        )
        for number, path in enumerate(found, start=1)
    ]
    columns = [words("paths.number"), words("paths.places"), words("paths.steps")]
    return table(words("paths.all"), columns, rows)


def _cited(step: Step, lang: Lang) -> tuple[str, str]:
    _, membership, _ = step.bodies[0]
    evidence = membership.fullest.evidence
    text = ", ".join(
        dict.fromkeys(
            member.fullest.evidence.locator for _, *both in step.bodies for member in both
        )
    )
    return text, page_of(evidence.source, evidence.locator, f"lang={lang}")


def around_document(place: str, km: float, found: Sequence[Near], lang: Lang) -> dict[str, Json]:
    """Return what lies around a place as one JSON object."""
    return {
        "place": place,
        "km": km,
        "around": [
            {
                "id": near.place.id,
                "name": near.place.name.of(lang),
                "km": round(near.km, 2),
                "bodies": [body.id for body in near.bodies],
                "shared": [body.id for body in near.shared],
            }
            for near in found
        ],
    }


def around_page(
    atlas: Atlas,
    found: Sequence[Near] | None,
    fields: tuple[Field, ...],
    sketch: Sketch | None,
    lang: Lang,
) -> Analysis:
    """Return the page of what lies around a place; without one the form alone."""
    words, at = catalogue("api", lang), Addresses(atlas)
    sections: tuple[Section, ...] = ()
    if found is not None and sketch is not None:
        title = words("around.found", count=len(found))
        rows = [
            (
                Cell(near.place.name.of(lang), at.of_thing(near.place)),
                Cell(f"{near.km:,.1f}", number=True),
                Cell(_told(atlas, near.bodies, lang)),
                Cell(_told(atlas, near.shared, lang)),
            )
            for near in found
        ]
        columns = [words(f"around.{item}") for item in ("place", "km", "bodies", "shared")]
        sections = (
            Section(
                id="around",
                title=title,
                texts=(sketch.description,),
                sketches=(sketch,),
                rows=_sharing(atlas, found, words),
            ),
            Section(id="list", title=words("around.list"), rows=table(title, columns, rows)),
        )
    return Analysis(
        title=words("around.title"),
        lead=words("around.lead"),
        fields=fields,
        sections=sections,
        forms=("json", "svg", "png") if sections else ("json",),
    )


def _sharing(atlas: Atlas, found: Sequence[Near], words: Catalogue) -> Rows | None:
    """List those that take part in something together with the place in the middle."""
    at, lang = Addresses(atlas), words.lang
    rows = [
        (
            Cell(near.place.name.of(lang), at.of_thing(near.place)),
            Cell(f"{near.km:,.1f}", number=True),
            Cell(_told(atlas, near.shared, lang)),
        )
        for near in found
        if near.shared
    ]
    columns = [words(f"around.{item}") for item in ("place", "km", "shared")]
    return table(words("around.shared"), columns, rows) if rows else None


def _told(atlas: Atlas, bodies: Sequence[Body], lang: Lang) -> str:
    """Name bodies; one that is called as its site is, by its programme."""
    names = dict.fromkeys(
        atlas.programme_of(body).short.of(lang) if len(body.members) < 2 else body.name.of(lang)
        for body in bodies
    )
    return ", ".join(names) or NOTHING
