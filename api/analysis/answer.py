"""One way to an answer, in six steps: whole, sector, peers, partners, gaps, brief.

Every step keeps what was chosen, what was found and where more stands; the whole is a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from api.analysis.content import Analysis, Section
from api.dated import kept_of
from api.profiles.lists import Cell
from geo.analysis.flows import flows
from geo.analysis.gaps import gaps
from geo.analysis.names import find_place
from geo.analysis.partners import candidates, places_of
from geo.analysis.peers import peers
from geo.analysis.values import written
from geo.errors import UnknownSubjectError
from geo.exports.networks import title_of
from geo.messages import catalogue
from geo.networks.metrics import of_network
from geo.networks.models import network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.analysis.asked import Question
    from api.analysis.content import Field
    from geo.analysis.partners import Field as Places
    from geo.jsons import Json
    from geo.messages import Catalogue, Lang

STEPS = ("whole", "sector", "peers", "partners", "gaps", "brief")
_PEERS, _PARTNERS, _FLOWS = 3, 5, 5
"""Likenesses, partners and flows that an answer lists; their own pages have all."""


class Step(NamedTuple):
    """A step of the way."""

    id: str
    choices: Mapping[str, str]
    texts: tuple[str, ...]
    link: str
    """Below the root, without format and language."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Where the way leads for one subject."""

    subject: str
    """Name in the language of the reader."""
    steps: tuple[Step, ...]


def answer(
    asked: Question,
    field: Places,
    subject: str,
    figures: Mapping[str, Mapping[str, float]],
    lang: Lang,
) -> Answer:
    """Go the six steps for a complex, a region or a sector.

    Raises
    ------
    SelectionError
        The sector is not one that partners can be sought for.
    SubjectError, UnknownSubjectError
        There is no such subject.
    """
    words = catalogue("api", lang)
    name, own = places_of(field, subject)
    way = _Way(asked, field, subject, name, own, words)
    return Answer(
        name,
        (
            way.whole(),
            way.sector(),
            way.peers(figures),
            way.partners(),
            way.gaps(),
            way.brief(),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Way:
    asked: Question
    field: Places
    subject: str
    name: str
    own: tuple[int, ...]
    words: Catalogue

    def whole(self) -> Step:
        """Tell of the network as a whole."""
        asked, words = self.asked, self.words
        model = network(asked.atlas, asked.network)
        measured = of_network(model, model.together())
        counts = {
            item: written(item, measured[item], words) for item in ("nodes", "bodies", "ties")
        }
        texts = [words("metrics.counts", **counts)]
        if measured["crossing_share"] is not None:
            share = written("crossing_share", measured["crossing_share"], words)
            texts.append(words("answer.crossing", share=share))
        return self._step("whole", texts, f"networks/{asked.network}/metrics", {})

    def sector(self) -> Step:
        """Tell which provinces are tied, in the sector where one is chosen."""
        asked, words, lang = self.asked, self.words, self.words.lang
        result = flows(asked.atlas, asked.network, sector=asked.sector)
        text = "; ".join(
            words(
                "flows.told",
                start=result.regions[flow.start].name.of(lang),
                end=result.regions[flow.end].name.of(lang),
                count=len(flow.ties),
            )
            for flow in result.flows[:_FLOWS]
        )
        sector = asked.atlas.sector_names[asked.sector].of(lang) if asked.sector else ""
        key = "answer.flows.sector" if sector else "answer.flows"
        texts = [words(key, sector=sector, ties=result.ties, told=text or words("flows.nothing"))]
        return self._step("sector", texts, "flows", {"network": asked.network, **self._of_sector()})

    def peers(self, figures: Mapping[str, Mapping[str, float]]) -> Step:
        """Tell who is most like the subject, if it is a single complex."""
        words, atlas = self.words, self.asked.atlas
        try:
            value = find_place(atlas, self.subject).id
        except UnknownSubjectError:
            value = ""
        if value not in {self.field.places[number].id for number in self.own}:
            return self._step("peers", [words("answer.peers.several")], "peers", {})
        result = peers(atlas, value, figures=figures)
        if result.unreliable is not None:
            texts = [words("peers.unreliable"), words(f"peers.unreliable.{result.unreliable}")]
        else:
            names = ", ".join(
                f"{peer.name.of(words.lang)} ({peer.alike:.2f})" for peer in result.peers[:_PEERS]
            )
            texts = [words("answer.peers", names=names)]
        return self._step("peers", texts, "peers", {"subject": value})

    def partners(self) -> Step:
        """Tell whom the subject could work with."""
        words = self.words
        found = candidates(self.field, self.subject, sector=self.asked.sector, limit=_PARTNERS)
        names = ", ".join(
            f"{candidate.place.name.of(words.lang)} ({candidate.score:.2f}, {candidate.km:,.0f} km)"
            for candidate in found
        )
        texts = [words("answer.partners", names=names or words("partners.nobody"))]
        texts.append(words("partners.no_forecast"))
        asked = {"subject": self.subject, **self._of_sector()}
        return self._step("partners", texts, "partners", asked)

    def gaps(self) -> Step:
        """Tell where the regions of the subject are missing, and what hangs on a thread."""
        asked, words, atlas = self.asked, self.words, self.asked.atlas
        result = gaps(atlas, asked.network)
        places = [self.field.places[number].id for number in self.own]
        regions = {atlas.region_of(id_).id: atlas.region_of(id_) for id_ in places}
        texts = []
        if result.sectors and len(regions) == 1:
            region = next(iter(regions.values()))
            empty = [
                value for value in result.sectors if result.cell(region, value).standing == "none"
            ]
            names = ", ".join(atlas.sector_names[value].of(words.lang) for value in empty)
            texts.append(
                words(
                    "answer.gaps.sectors",
                    region=region.short.of(words.lang),
                    names=names or words("gaps.map.none"),
                )
            )
        near = [missing for missing in result.missing if {missing.a.id, missing.b.id} & set(places)]
        texts += [
            words(
                "answer.gaps.missing",
                a=missing.a.name.of(words.lang),
                b=missing.b.name.of(words.lang),
                km=f"{missing.km:.0f}",
            )
            for missing in near[:3]
        ]
        threads = [thread for thread in result.threads if thread.id in places]
        texts += [words("answer.gaps.thread", count=len(thread.lost)) for thread in threads]
        texts = texts or [words("answer.gaps.none")]
        return self._step("gaps", texts, "gaps", {"network": asked.network})

    def brief(self) -> Step:
        """Tell how to keep the record."""
        asked = {"subject": self.subject, "network": self.asked.network, **self._of_sector()}
        return self._step("brief", [self.words("answer.brief")], "answer", asked)

    def _of_sector(self) -> dict[str, str]:
        return {"sector": self.asked.sector} if self.asked.sector else {}

    def _step(self, id_: str, texts: list[str], path: str, query: Mapping[str, str]) -> Step:
        query = {**query, **kept_of(self.asked.state)}
        link = f"{path}?{urlencode(query)}" if query else path
        return Step(id_, dict(query), tuple(texts), link)


def document(asked: Question, result: Answer | None, lang: Lang, root: str) -> dict[str, Json]:
    """Return the record as one JSON object, with whole addresses."""
    words = catalogue("api", lang)
    return {
        "subject": result.subject if result else None,
        "network": asked.network,
        "sector": asked.sector,
        "as_of": asked.as_of,
        "version": asked.state.snapshot.version,
        "steps": [
            {
                "number": number,
                "step": step.id,
                "title": words(f"answer.step.{step.id}"),
                "choices": dict(step.choices),
                "texts": list(step.texts),
                "href": f"{root}/{step.link}",
            }
            for number, step in enumerate(result.steps if result else (), start=1)
        ],
    }


def page_of(
    asked: Question,
    result: Answer | None,
    fields: tuple[Field, ...],
    forms: tuple[str, ...],
    lang: Lang,
) -> Analysis:
    """Return the page; without a subject the form and what the steps are."""
    words = catalogue("api", lang)
    title = words("answer.title")
    if result is None:
        steps = tuple(Cell(words(f"answer.step.{value}")) for value in STEPS)
        how = Section(id="how", title=words("answer.steps"), items=steps)
        return Analysis(title=title, lead=words("answer.lead"), fields=fields, sections=(how,))
    network_ = title_of(asked.network, asked.atlas).of(lang)
    sections = tuple(
        Section(
            id=step.id,
            title=f"{number}. {words(f'answer.step.{step.id}')}",
            texts=step.texts,
            items=()
            if step.id == "brief"
            else (Cell(words(f"answer.more.{step.id}"), _page(step.link, lang)),),
        )
        for number, step in enumerate(result.steps, start=1)
    )
    return Analysis(
        title=words("answer.of", name=result.subject),
        lead=words("answer.lead.of", network=network_, as_of=asked.as_of),
        fields=fields,
        sections=sections,
        forms=forms,
    )


def _page(link: str, lang: Lang) -> str:
    sign = "&" if "?" in link else "?"
    return f"{link}{sign}f=html&lang={lang}"
