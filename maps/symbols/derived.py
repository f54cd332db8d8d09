"""How each collection looks: derived from the declarations, as the maps draw it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from geo.messages import LANGS
from geo.model.bilingual import Bilingual, both
from geo.model.programmes import Style
from geo.profiles.naming import ends_of
from maps.symbols.model import (
    WHITE,
    Area,
    Case,
    Condition,
    Label,
    Mark,
    Stroke,
    Symbology,
    light,
    plain,
)
from maps.symbols.places import NEAR, complexes
from maps.theme import INK, QUIET, token
from maps.themes import AGREEMENT, themes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.model.programmes import Body, LayerSpec, Programme
    from maps.scene import Scene
    from maps.theme import Shape

_ROOMY = {"triangle": 1.5, "delta": 1.5, "star": 1.7, "cross": 1.5, "diamond": 1.2}
"""How much larger a shape must be across to look as large as the others."""
_OTHER = token("sector-other")


@dataclass(frozen=True, eq=False)
class Symbols:
    """The looks of all collections of an atlas."""

    scene: Scene

    def of(self, collection: str, geometry_type: str) -> Symbology:
        """Return how a collection looks; one that is not known, by its GeoJSON geometry type."""
        return self.known.get(collection) or plain(geometry_type)

    @cached_property
    def known(self) -> Mapping[str, Symbology]:
        """The collections that are not drawn plainly, each with its look."""
        document: dict[str, Symbology] = {"complexes": complexes(self.scene)}
        for programme in self.scene.atlas.programmes.values():
            if programme.ties_layer is not None:
                document[programme.ties_layer.collection] = self._ties(programme)
            document[programme.bodies_layer.collection] = self._bodies(programme)
        return {**document, "memberships": self._memberships(), **_others()}

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """Id of each body, and of each place that maps show, to its colour on a light ground."""
        first = next(iter(self.scene.atlas.programmes), None)
        found = {body.id: light(token(self.scene.style(body).colour)) for body in self.scene.bodies}
        for id_, sites in self.scene.memberships.items():
            ours = any(site.body.programme == first for site in sites)
            found[id_] = light(INK if ours else QUIET)
        return found

    def _bodies_drawn(self, programme: Programme) -> tuple[Body, ...]:
        return tuple(b for b in self.scene.atlas.bodies_of(programme.id) if b.members)

    def _grouped(self, programme: Programme) -> Iterator[tuple[str, Bilingual, Style]]:
        """Yield value, name and look of each group, in the order of the legend."""
        seen: dict[str, Body] = {}
        for body in self._bodies_drawn(programme):
            seen.setdefault(self.scene.group(body), body)
        for group in self.scene.groups(programme.id):
            body = seen[group]
            by = {"sector": body.sector and body.sector.ko, "round": body.round}
            value = {**by, "region": body.region and body.region.ko}.get(programme.group_by)
            if value is not None:
                yield value, self.scene.group_name(body), self.scene.style(body)

    def _style_of(self, programme: Programme) -> Style | None:
        """Return the one look of a programme, or that of its first group."""
        bodies = self._bodies_drawn(programme)
        return self.scene.style(bodies[0]) if bodies else None

    def _ties(self, programme: Programme) -> Symbology:
        layer, style = programme.ties_layer, self._style_of(programme)
        if layer is None or style is None:
            return plain("LineString")
        directed = any(self.scene.directed(body) for body in self._bodies_drawn(programme))
        number = layer.property_of("body_no") or ""
        if not any(body.no is not None for body in self._bodies_drawn(programme)):
            number = ""
        looks = self._ties_alike if self.scene.alike(programme) else self._ties_by_group
        drawn = looks(programme, layer, style, directed=directed)
        if style.double:
            return drawn
        return replace(drawn, label=_number(number), bow=number)

    def _ties_by_group(
        self, programme: Programme, layer: LayerSpec, style: Style, *, directed: bool
    ) -> Symbology:
        field = layer.property_of(programme.group_by)
        cases = tuple(
            Case(value, name, (Condition(field, (value,)),), _stroke(item, directed=directed))
            for value, name, item in self._grouped(programme)
            if field
        )
        other = _stroke(None if cases else style, directed=directed)
        return Symbology(cases, other, field=field if field and cases else "")

    def _ties_alike(
        self, programme: Programme, layer: LayerSpec, style: Style, *, directed: bool
    ) -> Symbology:
        """Tell apart only double lines that an annex alone names."""
        stroke, field = _stroke(style, directed=directed), layer.property_of("named_in")
        if not style.double or not field:
            return Symbology((), stroke)
        starts, ends = ends_of(programme)
        told = [dict.fromkeys(word.of(lang) for word in (*starts, *ends)) for lang in LANGS]
        names = Bilingual(*("–".join(words) for words in told))
        alone = Condition(field, ("annex",))
        cases = (
            Case("tie", names, (replace(alone, negated=True),), stroke),
            Case(
                "annex",
                both("maps", "symbol.annex", tie=names),
                (alone,),
                Stroke(stroke.colour, 2.4, (5, 4)),
            ),
        )
        return Symbology(cases, stroke)

    def _bodies(self, programme: Programme) -> Symbology:
        style = self._style_of(programme)
        if style is None:
            return plain("MultiPoint")
        if self.scene.alike(programme):
            return _by_status(programme, style)
        field = programme.bodies_layer.property_of(programme.group_by)
        cases = tuple(
            Case(value, name, (Condition(field, (value,)),), badge(item))
            for value, name, item in self._grouped(programme)
            if field
        )
        other = Mark("circle", light(_OTHER), WHITE, 12) if cases else badge(style)
        return Symbology(cases, other, field=field if field and cases else "")

    def _memberships(self) -> Symbology:
        """Tell the programmes apart, each by its own look or that of its first group."""
        drawn = [
            (programme, self._style_of(programme))
            for programme in self.scene.atlas.programmes.values()
        ]
        cases = tuple(
            Case(
                programme.id,
                programme.name,
                (Condition("programme", (programme.id,)),),
                badge(style),
            )
            for programme, style in drawn
            if style is not None
        )
        return Symbology(cases, plain("Point").other, field="programme")


def badge(style: Style) -> Mark:
    """Return the sign of a group, as it stands on its ties and sites."""
    shape = cast("Shape", style.shape)
    return Mark(shape, light(token(style.colour)), WHITE, 12 * _ROOMY.get(shape, 1))


def _stroke(style: Style | None, *, directed: bool) -> Stroke:
    """Return the line of a group; without one, that of groups which are not known."""
    if style is None:
        style = Style(group="", colour="sector-other", dash="6 3", shape="circle")
    colour = light(token(style.colour))
    if style.double:
        return Stroke(colour, 5, inner_width=2)
    shape = cast("Shape", style.shape)
    mark = Mark(shape, colour, WHITE, 17 * _ROOMY.get(shape, 1), 1.3)
    dash = tuple(map(float, style.dash.split()))
    return Stroke(colour, 2.3, dash, casing_width=4.5, badge=mark, arrow=directed)


def _by_status(programme: Programme, style: Style) -> Symbology:
    """Fill the one sign of a programme the more, the further its bodies have come."""
    field = programme.bodies_layer.property_of("status")
    terms = [term for term in programme.statuses if not term.final]
    sign = badge(style)
    if field is None or len(terms) < 2:
        return Symbology((), sign)
    cases = tuple(
        Case(
            term.id,
            Bilingual(
                f"{programme.word.ko} {programme.body.ko} ({term.name.ko})",
                f"{programme.word.en} {programme.body.en} ({term.name.en})",
            ),
            (Condition(field, (term.id,)),),
            replace(sign, fill=_tint(sign.fill, step / (len(terms) - 1)), outline=sign.fill),
        )
        for step, term in enumerate(terms)
    )
    return Symbology(cases, replace(sign, fill=WHITE, outline=sign.fill), field=field)


def _tint(colour: str, share: float) -> str:
    """Return a share of a colour on white."""
    parts = bytes.fromhex(colour.removeprefix("#"))
    return "#" + bytes(round(255 - (255 - part) * share) for part in parts).hex()


def _number(field: str) -> Label | None:
    """Return the number of a body on its badge, where bodies have numbers."""
    return Label(field, field, 10, WHITE, "", bold=True) if field else None


def _others() -> dict[str, Symbology]:
    """Return the looks of the collections that are no programme's."""
    land = light(token("land"))
    imported = light(token("imported"))
    return {
        "regions": Symbology(
            (), Area(land, light(token("sido")), 1.1), label=Label("short_ko", "short_en", 14)
        ),
        "districts": Symbology(
            (),
            Area(land, light(token("sigungu")), 0.8),
            label=Label("name_ko", "name_en", 11, min_scale=NEAR),
        ),
        "programmes": Symbology((), Mark("circle", WHITE, light(QUIET), 9)),
        "policy-sites": Symbology(
            tuple(
                Case(
                    theme.id,
                    theme.name,
                    (Condition("theme", (theme.id,)),),
                    Mark(theme.shape, light(theme.colour), WHITE, 12 * _ROOMY.get(theme.shape, 1)),
                )
                for theme in themes()
            ),
            Mark("circle", imported, WHITE, 12),
            field="theme",
        ),
        "regional-agreements": Symbology(
            (),
            Mark(AGREEMENT.shape, light(AGREEMENT.colour), WHITE, 20),
            label=Label("sido", "sido_en", min_scale=3_000_000),
        ),
    }
