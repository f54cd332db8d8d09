"""Where the page of a subject is, and what else shows it: map, brief and downloads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode

from geo.areas import Areas
from geo.model.places import Place, Region
from geo.model.programmes import Body, Programme
from geo.profiles.model import REGIONAL
from geo.profiles.naming import noun_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.atlas import Atlas
    from geo.jsons import Properties
    from geo.model.programmes import LayerSpec
    from geo.profiles.model import Kind, Subject

FOLDERS: Mapping[Kind, str] = {
    "region": "regions",
    "mega-region": "regions",
    "area": "regions",
    "sector": "sectors",
    "complex": "complexes",
    "programme": "programmes",
}
"""Kind of subject to the folder of its pages; those of bodies are as their programme declares."""


class Download(NamedTuple):
    """Features of a collection that belong to a subject."""

    collection: str
    filter: str | None
    """CQL2; None for all."""

    def path(self, form: str) -> str:
        """Return the address below the root, as GeoJSON (``geojson``) or in another format."""
        asked = {"filter": self.filter} if self.filter else {}
        return f"collections/{self.collection}/download?{urlencode({**asked, 'f': form})}"


def folder_of(programme: Programme) -> str:
    """Return the folder of the pages of a programme's bodies."""
    return programme.page.rpartition("/")[0]


def body_folders(atlas: Atlas) -> dict[str, tuple[Programme, ...]]:
    """Return each folder of pages of bodies with the programmes that have theirs in it."""
    found: dict[str, tuple[Programme, ...]] = {}
    for programme in atlas.programmes.values():
        folder = folder_of(programme)
        found[folder] = (*found.get(folder, ()), programme)
    return found


def lists_of(atlas: Atlas) -> tuple[str, ...]:
    """Return the folders that have a page with a list, in the order in which pages name them.

    The bodies below ``programmes/`` are listed on the page of their programme.
    """
    of_bodies = (body_folder for body_folder in body_folders(atlas) if "/" not in body_folder)
    return tuple(dict.fromkeys(("regions", "sectors", *of_bodies, "complexes")))


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses below the root of whatever an atlas has."""

    atlas: Atlas

    def of(self, subject: Subject) -> str:
        """Return the address of the page of a subject: ``sectors/NAME``, ``regions/27``."""
        if subject.kind == "body":
            return self.of_body(self.atlas.bodies[subject.id])
        return f"{FOLDERS[subject.kind]}/{quote(subject.id, safe='')}"

    def of_body(self, body: Body) -> str:
        """Return the address of the page of a body, as its programme declares."""
        page = self.atlas.programme_of(body).page
        return quote(page.format(id=body.id, no=body.no))

    def of_thing(self, thing: Region | Place | Body | Programme) -> str:
        """Return the address of the page of a region, place, body or programme."""
        if isinstance(thing, Body):
            return self.of_body(thing)
        if isinstance(thing, Region):
            return f"regions/{thing.code}"
        return f"{'complexes' if isinstance(thing, Place) else 'programmes'}/{quote(thing.id)}"

    def of_sector(self, name: str) -> str:
        """Return the address of the page of a sector, in Korean as in the data."""
        return f"sectors/{quote(name, safe='')}"

    def of_feature(self, collection: str, properties: Properties) -> str | None:
        """Return the address of the page about a feature, of a tie that of its body.

        None for collections without pages of their own.
        """
        if collection == "complexes":
            return f"complexes/{properties['id']}"
        if collection == "regions":
            return f"regions/{properties['code']}"
        for programme in self.atlas.programmes.values():
            if collection == programme.bodies_layer.collection:
                return self.of_body(self.atlas.bodies[properties["id"]])
            layer = programme.ties_layer
            if layer is not None and collection == layer.collection:
                tie = next(item for item in self.atlas.ties if item.id == properties["id"])
                return self.of_body(self.atlas.bodies[tie.body_id])
        return None

    def map_of(self, subject: Subject) -> str:
        """Return the address of the interactive map that shows `subject`, without a language."""
        name, parameter, value = "overview", "select", subject.id
        if subject.kind == "programme":
            return f"maps/{subject.id}?"
        if subject.kind in {"body", "sector"}:
            bodies = self._bodies_of(subject)
            shown = [body for body in bodies if body.is_drawn]
            name = (shown or bodies)[0].programme
            if not shown:
                return f"maps/{name}?"
            parameter = "sector" if subject.kind == "sector" else parameter
        elif subject.kind != "complex":
            parameter = "region"
            value = subject.name.ko if subject.kind == "mega-region" else subject.id
        return f"maps/{name}?{urlencode({parameter: value})}"

    def brief_of(self, subject: Subject) -> str:
        """Return the address of the brief of `subject`, without ending."""
        return f"briefs/{self.noun_of(subject)}/{quote(subject.id, safe='')}"

    def card_of(self, subject: Subject) -> str:
        """Return the address of the picture that other sites show for the page of `subject`."""
        return f"cards/{self.noun_of(subject)}/{quote(subject.id, safe='')}.png"

    def noun_of(self, subject: Subject) -> str:
        """Return the kind of a subject for addresses and files; of a body its noun."""
        if subject.kind != "body":
            return subject.kind
        noun = noun_of(self.atlas.programme_of(self.atlas.bodies[subject.id]))
        return "body" if noun in FOLDERS else noun

    def downloads_of(self, subject: Subject) -> tuple[Download, ...]:
        """Return what can be downloaded of a subject, filtered to it."""
        return tuple(self._downloads(subject))

    def _downloads(self, subject: Subject) -> Iterator[Download]:
        kind, id_ = subject.kind, subject.id
        if kind == "area":
            yield from self._of_area(subject)
        elif kind in REGIONAL:
            yield from self._of_regions(subject)
        elif kind == "programme":
            for layer in _layers(self.atlas.programmes[id_]):
                yield Download(layer.collection, None)
        elif kind == "sector":
            for programme in dict.fromkeys(body.programme for body in self._bodies_of(subject)):
                for layer in _layers(self.atlas.programmes[programme]):
                    names = (layer.property_of("sector"), layer.property_of("subsector"))
                    asked = (f"{name} = '{id_}'" for name in names if name)
                    yield Download(layer.collection, " OR ".join(asked))
        elif kind == "body":
            yield from self._of_body(self.atlas.bodies[id_])
        else:
            ends = _listed((id_, *self.atlas.groups_of(id_)))
            yield Download("complexes", f"id = '{id_}'")
            yield from self._of_ties(id_, f"from_id IN ({ends}) OR to_id IN ({ends})")

    def _of_body(self, body: Body) -> Iterator[Download]:
        programme = self.atlas.programme_of(body)
        yield Download(programme.bodies_layer.collection, f"id = '{body.id}'")
        layer = programme.ties_layer
        if layer is not None:
            own, no = layer.property_of("body_id"), layer.property_of("body_no")
            yield Download(layer.collection, f"{own} = '{body.id}'" if own else f"{no} = {body.no}")
        if any(indicator.subject == body.id for indicator in self.atlas.indicators):
            yield Download("indicators", f"subject = '{body.id}'")

    def _of_regions(self, subject: Subject) -> Iterator[Download]:
        every = self.atlas.regions.current
        regions = [
            region for region in every if subject.id in {region.code, self.atlas.zone_of(region).id}
        ]
        codes = _listed(region.code for region in regions)
        names = _listed(region.name_ko for region in regions)
        yield Download("complexes", f"sido_code IN ({codes})")
        yield from self._of_ties(None, f"from_sido IN ({names}) OR to_sido IN ({names})")
        yield Download("regions", f"code IN ({codes})")

    def _of_area(self, subject: Subject) -> Iterator[Download]:
        areas = Areas(self.atlas)
        area = areas.find(subject.id)
        ids = _listed(sorted(areas.places_in(area))) if area else "''"
        yield Download("complexes", f"id IN ({ids or chr(39) * 2})")
        yield from self._of_ties(None, f"from_id IN ({ids}) OR to_id IN ({ids})")

    def _of_ties(self, place_id: str | None, filter_: str) -> Iterator[Download]:
        """Yield the ties of each programme that has any, or in which a place takes part."""
        own = self.atlas.memberships_at(place_id) if place_id else ()
        taking = {body.programme for body, _ in own}
        for programme in self.atlas.programmes.values():
            shown = place_id is None or programme.on_overview or programme.id in taking
            if programme.ties_layer is not None and shown:
                yield Download(programme.ties_layer.collection, filter_)

    def _bodies_of(self, subject: Subject) -> tuple[Body, ...]:
        """Return a body itself, or the bodies of a sector."""
        bodies = self.atlas.bodies
        if subject.kind == "body":
            return (bodies[subject.id],)
        return tuple(
            body
            for body in bodies.values()
            if subject.id
            in {bilingual.ko for bilingual in (body.sector, body.subsector) if bilingual}
        )


def _layers(programme: Programme) -> tuple[LayerSpec, ...]:
    ties = programme.ties_layer
    return (programme.bodies_layer, *([ties] if ties else []))


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)
