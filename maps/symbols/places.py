"""How complexes look in styles: as on the overview, where one symbol says kind and roles."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from geo.model.bilingual import Bilingual, both
from geo.profiles.naming import in_sentence
from maps.symbols.model import WHITE, Case, Condition, Label, Mark, Symbology, light
from maps.theme import INK, QUIET, place_shape, token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.model.places import Place
    from geo.model.programmes import Programme, Role
    from maps.scene import Scene
    from maps.theme import Shape

NEAR = 1_500_000
"""Scale from which places are named."""
_ZONES = ("industrial_zone", "free_economic_zone", "other")
_KINDS: Mapping[str, tuple[str, Condition]] = {
    "complex": ("general", Condition("kind", ("group", *_ZONES), negated=True)),
    "group": ("group", Condition("kind", ("group",))),
    "zone": ("other", Condition("kind", _ZONES)),
}
"""What a place is, to a kind of it and the condition on its property."""


class _Part(NamedTuple):
    """What a place does in one of the programmes."""

    key: str
    label: Bilingual
    tests: tuple[Condition, ...]
    colour: str
    full: bool
    core: bool


def complexes(scene: Scene) -> Symbology:
    """Say what a place is by the shape, by filling and ink what it does on the overview.

    The first of the overview's programmes in which it has a role decides, as on the map. Only
    what occurs is a case.
    """
    programmes = [
        programme
        for programme in scene.atlas.programmes.values()
        if programme.on_overview and _told(programme)
    ]
    parts = {part.key: part for part in _parts(programmes)}
    none = tuple(_lacks(programme, _roles(programme)) for programme in programmes)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for place in scene.places.values():
        found[_kind(place)].add(_part_of(scene, place, programmes))
    cases = [
        case
        for kind in _KINDS
        for case in (
            *(_case(kind, part) for key, part in parts.items() if key in found[kind]),
            _aside(kind, none),
        )
    ]
    frames = (_frame(scene, programme) for programme in programmes if programme.framed_root)
    return Symbology(
        tuple(cases),
        Mark("circle", WHITE, light(QUIET), 7.2),
        label=Label("name_ko", "name_en", min_scale=NEAR),
        frames=tuple(frame for frame in frames if frame),
    )


def _told(programme: Programme) -> bool:
    """Tell whether the feature of a complex says its roles in a programme."""
    place_property = programme.place_property
    return (
        place_property is not None
        and "role" in dict(place_property.columns).values()
        and len(place_property.columns) > 1
    )


def _roles(programme: Programme, *, filled: bool | None = None) -> list[Role]:
    """Return the roles that a place can be in, those with a filled symbol or the others."""
    return [r for r in programme.roles if r.read_as is None and filled in {None, r.filled}]


def _parts(programmes: Sequence[Programme]) -> Iterator[_Part]:
    earlier: tuple[Condition, ...] = ()
    for number, programme in enumerate(programmes):
        colour = QUIET if number else INK
        filled, hollow = _roles(programme, filled=True), _roles(programme, filled=False)
        for roles, others in ((filled, hollow), (hollow, filled)):
            for i, role in enumerate(roles):
                lacking = [*roles[:i], *others]
                tests = [_has(programme, [role]), *([_lacks(programme, lacking)] * bool(lacking))]
                name = _named(programme, role)
                key = f"{programme.id}-{role.id}"
                yield _Part(key, name, (*earlier, *tests), colour, role.filled, core=False)
        if filled and hollow:
            names = {"a": _named(programme, *filled), "b": _joined(hollow)}
            tests = [_has(programme, filled), _has(programme, hollow)]
            key = f"{programme.id}-both"
            label = both("maps", "legend.both", **names)
            yield _Part(key, label, (*earlier, *tests), colour, full=True, core=True)
        earlier = (*earlier, _lacks(programme, _roles(programme)))


def _part_of(scene: Scene, place: Place, programmes: Sequence[Programme]) -> str:
    """Return the key of what a place does in the first programme in which it does something."""
    for programme in programmes:
        here = {member.role for _, member in scene.takes_part(place.id, (programme.id,))}
        own = [role for role in _roles(programme) if role.id in here]
        if len({role.filled for role in own}) == 2:
            return f"{programme.id}-both"
        if own:
            return f"{programme.id}-{own[0].id}"
    return ""


def _case(kind: str, part: _Part) -> Case:
    shape, condition = _shape(kind)
    colour = light(part.colour)
    fill = colour if part.full else WHITE
    mark = Mark(shape, fill, colour, 10.0, core=colour if part.core else "")
    label = _of_kind(kind, part.label)
    return Case(f"{kind}-{part.key}", label, (condition, *part.tests), mark)


def _aside(kind: str, tests: tuple[Condition, ...]) -> Case:
    """Return the places that take no part in the programmes of the overview."""
    shape, condition = _shape(kind)
    mark = Mark(shape, WHITE, light(QUIET), 7.2)
    label = _of_kind(kind, both("maps", "symbol.aside"))
    return Case(f"{kind}-aside", label, (condition, *tests), mark)


def _shape(kind: str) -> tuple[Shape, Condition]:
    value, condition = _KINDS[kind]
    return place_shape(value), condition


def _kind(place: Place) -> str:
    shape = place_shape(place.kind)
    return next(kind for kind, (value, _) in _KINDS.items() if place_shape(value) == shape)


def _of_kind(kind: str, label: Bilingual) -> Bilingual:
    bilingual = both("maps", f"symbol.kind.{kind}")
    return Bilingual(f"{bilingual.ko}, {label.ko}", f"{bilingual.en}, {label.en}")


def _named(programme: Programme, *roles: Role) -> Bilingual:
    names, word = _joined(roles), in_sentence(programme.word)
    return Bilingual(f"{word.ko} {names.ko}", f"{word.en}: {names.en}")


def _joined(roles: Iterable[Role]) -> Bilingual:
    names = [role.name for role in roles]
    return Bilingual("·".join(n.ko for n in names), ", ".join(n.en for n in names))


def _property(programme: Programme) -> str:
    return programme.place_property.name if programme.place_property else ""


def _has(programme: Programme, roles: Iterable[Role]) -> Condition:
    ids = tuple(role.id for role in roles)
    return Condition(_property(programme), ids, within_list=True)


def _lacks(programme: Programme, roles: Iterable[Role]) -> Condition:
    ids = tuple(role.id for role in roles)
    return Condition(_property(programme), ids, within_list=True, negated=True)


def _frame(scene: Scene, programme: Programme) -> Case | None:
    """Return the frame of the places in the root role of a programme."""
    roots = [role for role in programme.roles if role.root]
    body = next((b for b in scene.bodies_of((programme.id,))), None)
    if not roots or body is None:
        return None
    mark = Mark("square", "", light(token(scene.style(body).colour)), 16, 1.2)
    label = both("maps", "symbol.frame", role=_named(programme, *roots))
    return Case(f"frame-{programme.id}", label, (_has(programme, roots),), mark)
