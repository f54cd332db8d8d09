"""Briefs for those who work in Python."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.catalogue.descriptions import load_descriptions
from geo.disk import write_file
from geo.errors import MissingExtraError
from geo.profiles.profile import profile
from geo.profiles.subjects import find_any
from maps.briefs.compose import brief as composed
from maps.briefs.content import Asked
from maps.briefs.formats import FORMATS, write
from maps.briefs.paint import paint
from maps.briefs.pictures import Pictures
from maps.errors import ViewError
from maps.scene import Scene
from maps.still.ground import load_ground
from maps.still.sheet import Facts

if TYPE_CHECKING:
    from geo import AtlasFrames
    from geo.messages import Lang
    from maps.briefs.content import Brief, Length, Shape


@dataclass(frozen=True, slots=True, eq=False)
class Briefing:
    """A brief that is made; a notebook shows it, `save` writes it."""

    content: Brief
    """Its blocks, with finished texts and numbered footnotes."""
    pictures: Pictures

    def to_bytes(self, form: str) -> bytes:
        """Return the brief as ``html``, ``pdf``, ``hwpx``, ``pptx``, ``xlsx`` or ``json``.

        Raises
        ------
        ViewError
            There is no such format; it lists those that there are.
        MissingExtraError
            The format needs ``sandan-atlas[office]``.
        """
        if form not in FORMATS:
            raise ViewError(parameter="form", value=form, allowed=tuple(FORMATS))
        try:
            return write(self.content, self.pictures, form)
        except ModuleNotFoundError as error:
            raise MissingExtraError(module=error.name or form, extra="office") from error

    def save(self, file: str | Path) -> Path:
        """Write the brief; the ending of `file` says in which format."""
        path = Path(file)
        write_file(path, self.to_bytes(path.suffix.lstrip(".").lower()))
        return path

    def _repr_html_(self) -> str:
        from html import escape  # noqa: PLC0415

        page = self.to_bytes("html").decode()
        style = f"width:100%;height:640px;border:1px solid {paint('line')}"
        return f'<iframe srcdoc="{escape(page)}" style="{style}"></iframe>'


def brief(
    atlas: AtlasFrames,
    subject: str,
    *,
    lang: Lang = "ko",
    length: Length = "page",
    shape: Shape = "brief",
) -> Briefing:
    """Return the brief of a region, sector, programme, body or complex.

    Parameters
    ----------
    atlas
        From `geo.load`; with a day the brief tells of it.
    subject
        Id, code or any name: 경남, 동남권, 핵심소재, c13, 창원국가산업단지.
    lang
        ``ko`` or ``en``.
    length
        ``page``: one page; ``full``: with all tables.
    shape
        ``brief``: numbers first; ``report``: as Korean offices write reports.

    Raises
    ------
    UnknownSubjectError
        There is no such thing; it lists names that look like it.

    >>> import geo, maps
    >>> made = maps.brief(geo.load(), "경남")
    >>> made.content.title, made.to_bytes("pdf")[:5]
    ('경상남도 산업단지 연계 현황', b'%PDF-')
    """
    model = atlas.model
    scene = Scene(model)
    known = {
        source.id: source
        for each in load_descriptions(atlas.data).values()
        for source in each.sources
    }
    content = composed(
        profile(model, find_any(model, subject)),
        model,
        {**known, **model.sources},
        Asked(lang, length, shape),
        as_of=atlas.as_of,
        version="",
        day=atlas.as_of if atlas.dated else "",
    )
    day = atlas.as_of if atlas.dated else ""
    facts = Facts(scene, load_ground(atlas.data, day), atlas.as_of, "")
    return Briefing(content, Pictures(facts, lang))
