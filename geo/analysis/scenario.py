"""What if: bodies and members added, withdrawn, or in another role; what that changes.

A scenario is a list of steps, of a file (YAML, CSV) or of an address. It changes a copy of the
atlas; nothing is kept.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from geo.errors import TableError
from geo.model.bilingual import Bilingual
from geo.model.evidence import Evidence
from geo.model.programmes import Body, Membership, Printing
from geo.networks.metrics import of_network
from geo.networks.models import network
from geo.networks.ties import ties_of
from geo.tables.problems import Problem
from geo.text import alike, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.atlas import Atlas
    from geo.jsons import OpenObject
    from geo.model.network import Tie
    from geo.model.places import Place, Region

Action = Literal["withdraw", "add", "remove", "role"]
ACTIONS: tuple[Action, ...] = get_args(Action)
COLUMNS = ("action", "body", "place", "role", "sector", "name")
"""Of a scenario as CSV, keys of its steps as YAML, and parts of a step in an address."""
SOURCE = "scenario"
"""Source of what a scenario adds: nothing that a document says."""
LARGEST = 1_000_000
"""Characters of a file."""
MOST_STEPS = 500
"""Far beyond any plan that people write; each step is checked against those before."""
_NEAR = 3
"""Names that a problem lists."""


class Step(NamedTuple):
    """One change."""

    action: str
    """``withdraw`` a body; ``add`` a membership, and its body where it is new; ``remove`` a
    membership; ``role``: take part in another role."""
    body: str
    place: str = ""
    """Id or name."""
    role: str = ""
    """Id or word."""
    sector: str = ""
    """Of a new body."""
    name: str = ""
    """Of a new body."""
    line: int = 0
    """Line of the file; of an address the number of the step."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Steps and what they are called."""

    steps: tuple[Step, ...]
    title: str = ""
    file: str = "step"


class Change(NamedTuple):
    """A measure before and after."""

    measure: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario changes."""

    atlas: Atlas
    """After it."""
    changes: tuple[Change, ...]
    """Of `geo.networks.metrics.of_network`, all of them."""
    lost_ties: tuple[Tie, ...]
    new_ties: tuple[Tie, ...]
    lost_regions: tuple[Region, ...]
    """시도 that lose their last tie."""
    new_regions: tuple[Region, ...]
    """시도 that get their first."""
    lost_places: tuple[Place, ...]
    """Places that take part in nothing of the network any more."""
    new_places: tuple[Place, ...]
    bodies: tuple[str, ...]
    """Ids of those that are changed, the new ones and the withdrawn ones included."""


def read_scenario(name: str, content: bytes) -> Scenario:
    """Read a scenario from a file, by the ending of its name: ``.csv``, ``.yaml`` or ``.yml``.

    Raises
    ------
    TableError
        With every problem: no UTF-8, no such columns, no list of steps, steps without their parts.
    """
    file = PurePath(name).name
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TableError((Problem(file, 0, "", "scenario_encoding"),)) from None
    if len(text) > LARGEST:
        raise TableError((Problem(file, 0, "", "scenario_large", {"allowed": LARGEST}),))
    if PurePath(name).suffix.lower() == ".csv":
        return Scenario(_of_csv(file, text), file=file)
    return _of_yaml(file, text)


def of_address(steps: Sequence[str]) -> Scenario:
    """Read steps as an address has them: `COLUMNS` with colons between, without empty ends.

    >>> of_address(["withdraw:c15"]).steps[0].body
    'c15'
    """
    result = []
    for line, written in enumerate(steps, start=1):
        parts = [part.strip() for part in written.split(":", len(COLUMNS) - 1)]
        parts += [""] * (len(COLUMNS) - len(parts))
        action, body, place, role, sector, name = parts
        result.append(Step(action, body, place, role, sector, name, line))
    return Scenario(tuple(result))


def apply(atlas: Atlas, scenario: Scenario, programme: str) -> Atlas:
    """Return the atlas as it would be.

    Parameters
    ----------
    programme
        To which new bodies belong.

    Raises
    ------
    TableError
        With every problem: a body, place or role that there is not, with the nearest names; a
        place that is in the body already, alone or in a group; a new body without a root.
    """
    work = _Work(atlas, scenario, programme)
    for step in scenario.steps:
        work.do(step)
    work.check_roots()
    if work.problems:
        raise TableError(tuple(work.problems))
    bodies = {**atlas.bodies, **work.bodies}
    result = replace(atlas, bodies=bodies)
    return replace(result, ties=ties_of(result.programmes, bodies.values(), result.places))


def outcome(atlas: Atlas, scenario: Scenario, id_: str, programme: str | None = None) -> Outcome:
    """Return what a scenario changes in a network.

    Raises
    ------
    TableError
        See `apply`.
    SelectionError
        There is no such network.
    """
    before = network(atlas, id_)
    home = programme or (id_ if id_ in atlas.programmes else next(iter(atlas.programmes)))
    changed = apply(atlas, scenario, home)
    after = network(changed, id_)
    measured = [of_network(model, model.together()) for model in (before, after)]
    old, new = ({tie.id: tie for tie in item.ties} for item in (atlas, changed))
    lost = tuple(old[tie] for tie in before.ties if tie not in set(after.ties))
    gained = tuple(new[tie] for tie in after.ties if tie not in set(before.ties))
    tied = [_tied(item, model.ties) for item, model in ((atlas, before), (changed, after))]
    named = [{vertex.id for vertex in model.vertices} for model in (before, after)]
    regions = atlas.regions.current
    return Outcome(
        changed,
        tuple(Change(name, measured[0][name], measured[1][name]) for name in measured[0]),
        lost,
        gained,
        tuple(region for region in regions if region.id in tied[0] - tied[1]),
        tuple(region for region in regions if region.id in tied[1] - tied[0]),
        tuple(place for place in atlas.places.values() if place.id in named[0] - named[1]),
        tuple(place for place in atlas.places.values() if place.id in named[1] - named[0]),
        tuple(id_ for id_, body in changed.bodies.items() if atlas.bodies.get(id_) != body),
    )


def _tied(atlas: Atlas, ties: Iterable[str]) -> set[str]:
    known = {tie.id: tie for tie in atlas.ties}
    ends = [end for tie in ties for end in (known[tie].from_id, known[tie].to_id)]
    return {atlas.region_of(end).id for end in ends}


def _of_csv(file: str, text: str) -> tuple[Step, ...]:
    # Lines end as they may; what ends none stands in no cell.
    reader = csv.DictReader(io.StringIO(text, newline=None))
    unknown = [name for name in reader.fieldnames or () if name and name not in COLUMNS]
    missing = [name for name in ("action", "body") if name not in (reader.fieldnames or ())]
    if unknown or missing:
        facts = {"value": ", ".join(unknown or missing), "allowed": ", ".join(COLUMNS)}
        raise TableError((Problem(file, 1, "", "scenario_columns", facts),))
    steps = []
    try:
        for row in reader:
            cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
            if any(cells.values()):
                steps.append(Step(**cells, line=reader.line_num))
    except csv.Error as error:
        facts = {"value": str(error)}
        raise TableError((Problem(file, reader.line_num, "", "scenario_yaml", facts),)) from None
    return tuple(steps)


def _of_yaml(file: str, text: str) -> Scenario:
    import yaml  # noqa: PLC0415 - most readers read none

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except RecursionError:
        raise TableError((Problem(file, 0, "", "scenario_deep"),)) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        facts = {"value": str(getattr(error, "problem", error))}
        raise TableError((Problem(file, line, "", "scenario_yaml", facts),)) from None
    pairs: OpenObject = {}
    if root is not None and _is(root, "mapping"):
        pairs = {key.value: value for key, value in root.value if _is(key, "scalar")}
    listed = pairs.get("steps")
    if listed is None or not _is(listed, "sequence"):
        raise TableError((Problem(file, 0, "steps", "scenario_steps"),))
    problems, steps = [], []
    for item in listed.value:
        line = item.start_mark.line + 1
        if not _is(item, "mapping"):
            problems.append(Problem(file, line, "", "scenario_steps"))
            continue
        cells: dict[str, str] = {}
        for key, value in item.value:
            if key.value not in COLUMNS or not _is(value, "scalar"):
                facts = {"value": str(key.value), "allowed": ", ".join(COLUMNS)}
                problems.append(
                    Problem(file, key.start_mark.line + 1, "", "scenario_columns", facts)
                )
            else:
                cells[key.value] = str(value.value).strip()
        steps.append(Step(**{"action": "", "body": "", **cells}, line=line))
    if problems:
        raise TableError(tuple(problems))
    title = pairs.get("title")
    called = str(title.value) if title is not None and _is(title, "scalar") else ""
    return Scenario(tuple(steps), called, file)


def _is(node: object, kind: str) -> bool:
    return getattr(node, "id", None) == kind


@dataclass
class _Work:
    """Bodies as they are changed step by step, and what could not be done."""

    atlas: Atlas
    scenario: Scenario
    programme: str
    bodies: dict[str, Body] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)
    """Ids of new bodies and the line of their first step."""
    problems: list[Problem] = field(default_factory=list)

    def do(self, step: Step) -> None:
        """Change what a step says."""
        if step.action not in ACTIONS:
            self._tell(step, "action", "unknown", value=step.action, allowed=", ".join(ACTIONS))
        elif not step.body:
            self._tell(step, "body", "scenario_missing", action=step.action)
        elif step.action == "withdraw":
            self._withdraw(step)
        elif not step.place:
            self._tell(step, "place", "scenario_missing", action=step.action)
        else:
            self._member(step)

    def check_roots(self) -> None:
        """Refuse bodies whose ties start at a root and that have none."""
        for id_, body in self.bodies.items():
            root = self.atlas.programmes[body.programme].root
            if root is None or not body.in_force or not body.members:
                continue
            if all(member.role != root for member in body.members):
                lines = [step.line for step in self.scenario.steps if step.body == id_]
                word = self.atlas.programmes[body.programme].role(root).name.ko
                facts = {"value": id_, "allowed": f"{word} ({root})"}
                line = lines[-1] if lines else 0
                self.problems.append(
                    Problem(self.scenario.file, line, "role", "scenario_root", facts)
                )

    def _withdraw(self, step: Step) -> None:
        body = self._body(step)
        if body is not None:
            ended = replace(body, ends_on=self.atlas.edition or "0001-01-01")
            self.bodies[body.id] = ended

    def _member(self, step: Step) -> None:
        place = self._place(step)
        body = self._body(step, new=step.action == "add")
        if place is None or body is None:
            return
        members = {member.place_id: member for member in body.members}
        if step.action == "add":
            self._add(step, body, place)
        elif place.id not in members:
            names = ", ".join(self.atlas.places[id_].name_ko for id_ in members)
            self._tell(step, "place", "scenario_absent", value=place.name_ko, allowed=names)
        elif step.action == "remove":
            left = tuple(member for member in body.members if member.place_id != place.id)
            self.bodies[body.id] = replace(body, members=left)
        else:
            role = self._role(step, body)
            if role is not None:
                own = replace(members[place.id], role=role)
                others = tuple(own if m.place_id == place.id else m for m in body.members)
                self.bodies[body.id] = self._root_first(replace(body, members=others))

    def _add(self, step: Step, body: Body, place: Place) -> None:
        named = {place.id, *place.members, *self.atlas.groups_of(place.id)}
        taken = [m.place_id for m in body.members if m.place_id in named]
        if taken:
            name = self.atlas.places[taken[0]].name_ko
            self._tell(step, "place", "scenario_twice", value=place.name_ko, other=name)
            return
        role = self._role(step, body)
        if role is None:
            return
        evidence = Evidence(SOURCE, f"{self.scenario.file} {step.line}")
        printing = Printing(
            named_in=SOURCE,
            region_as_written=None,
            name_as_written=place.name_ko,
            function=None,
            method="gazetteer",
            matched=place.name_ko,
            evidence=evidence,
            confidence="low",
        )
        member = Membership(
            place_id=place.id,
            role=role,
            starts_on=None,
            ends_on=None,
            reading_confidence="high",
            printings=(printing,),
            attributes={},
        )
        result = replace(body, members=(*body.members, member))
        self.bodies[body.id] = self._root_first(result)

    def _root_first(self, body: Body) -> Body:
        root = self.atlas.programmes[body.programme].root
        ordered = sorted(body.members, key=lambda member: member.role != root)
        return replace(body, members=tuple(ordered))

    def _body(self, step: Step, *, new: bool = False) -> Body | None:
        """Return the body of a step; one that is not known is made where it may be `new`."""
        known = {**self.atlas.bodies, **self.bodies}
        found = known.get(step.body) or next(
            (
                body
                for body in known.values()
                if fold(step.body) in {fold(body.name.ko), fold(body.name.en)}
            ),
            None,
        )
        if found is not None and not found.in_force:
            self._tell(step, "body", "scenario_ended", value=found.id)
            return None
        if found is None and new:
            found = self._new(step)
        if found is None:
            near = _near(step.body, {id_: id_ for id_ in known})
            self._tell(step, "body", "scenario_unknown", value=step.body, near=near)
        return found

    def _new(self, step: Step) -> Body:
        self.new[step.body] = step.line
        name = step.name or step.body
        sector = Bilingual(step.sector, step.sector) if step.sector else None
        known = self.atlas.sector_names
        body = Body(
            id=step.body,
            programme=self.programme,
            no=None,
            round=None,
            name=Bilingual(name, name),
            sector=known.get(step.sector, sector),
            subsector=None,
            region=None,
            statuses=(),
            starts_on=None,
            ends_on=None,
            members=(),
            former=(),
            notes=(),
            note=None,
            attributes={},
            evidence=Evidence(SOURCE, f"{self.scenario.file} {step.line}"),
            confidence="low",
        )
        self.bodies[body.id] = body
        return body

    def _place(self, step: Step) -> Place | None:
        names = dict(_names(self.atlas))
        id_ = step.place if step.place in self.atlas.places else names.get(fold(step.place))
        if id_ is None:
            near = _near(
                fold(step.place), {key: self.atlas.places[o].name_ko for key, o in names.items()}
            )
            self._tell(step, "place", "scenario_unknown", value=step.place, near=near)
            return None
        return self.atlas.places[id_]

    def _role(self, step: Step, body: Body) -> str | None:
        programme = self.atlas.programmes[body.programme]
        roles = {
            fold(word): role.id
            for role in programme.roles
            for word in (role.id, *role.name, *role.short)
        }
        usual = next((role.id for role in programme.roles if not role.root), programme.roles[0].id)
        found = roles.get(fold(step.role)) if step.role else usual
        if found is None:
            allowed = ", ".join(f"{role.name.ko} ({role.id})" for role in programme.roles)
            self._tell(step, "role", "unknown", value=step.role, allowed=allowed)
        return found

    def _tell(self, step: Step, column: str, code: str, **facts: object) -> None:
        self.problems.append(Problem(self.scenario.file, step.line, column, code, facts))


def _names(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Yield every folded name of a place with its id; of several places the first one's last."""
    for place in reversed(tuple(atlas.places.values())):
        for name in (*atlas.other_names.get(place.id, ()), place.name_en, place.name_ko):
            yield fold(name), place.id


def _near(wanted: str, names: Mapping[str, str]) -> str:
    return ", ".join(alike(wanted, names, _NEAR)) or "–"
