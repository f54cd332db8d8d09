"""What a page says of its day, how readers choose another, and that its links keep it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlencode, urljoin, urlsplit

from markupsafe import escape

from api.dated import AS_OF, ZONING, dates_of, kept_of, read_by
from api.language import language_of
from geo.model.programmes import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi import Request

_HREF = re.compile(r'\bhref="([^"#][^"]*)"(?! rel="latest-version")')
_FORM = re.compile(r'<form\b(?! class="choose-day")[^>]*>')
_ACTION = re.compile(r'\baction="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The day of which a page shows the state, and those that a reader can choose."""

    day: str
    """Empty for the newest state."""
    until: str
    """Last day on which the state held; empty where nothing has changed any more."""
    choices: tuple[tuple[str, str], ...]
    """Value and name of each day, the newest first."""
    kept: tuple[tuple[str, str], ...]
    """Parameters that the page keeps from one day to another."""
    zonings: tuple[tuple[str, str], ...] = ()
    """Value and name of each scheme of 초광역권; none where the page tells of no zones."""
    zoning: str = ""
    """The one by which the page tells."""

    @property
    def newest(self) -> str:
        """Query of the newest state."""
        zoning = [(ZONING, self.zoning)] if self.zoning else []
        return urlencode([*self.kept, *zoning])


def when(
    request: Request, days: Iterable[str] | None = None, *, zoned: bool = False
) -> When | None:
    """Return what the page at `request` says of its day; None where it has none.

    `days` are the days, months or years on which something that it shows changed; without them,
    those of the page's collection, else all that the atlas knows. Another zoning can be chosen
    where the page is `zoned`, telling of zones, and where one has been.
    """
    state = read_by(request)
    dated, day, zonings = dates_of(request), state.day, state.snapshot.atlas.zonings
    if not dated.takes(_below(request, request.scope["path"])):
        return None
    changed = dated.days_of(request.path_params.get("collection")) if days is None else days
    known = {first_day(value): value for value in changed}
    pairs = request.query_params.multi_items()
    return When(
        day=day,
        until=dated.until(day),
        choices=tuple(sorted({**({day: day} if day else {}), **known}.items(), reverse=True)),
        kept=tuple(pair for pair in pairs if pair[0] not in {AS_OF, ZONING, "offset"}),
        zonings=tuple(
            (zoning.id, zoning.name.of(language_of(request))) for zoning in zonings.values()
        )
        if zoned or state.zoning
        else (),
        zoning=state.zoning,
    )


def keep_day(request: Request, page: str) -> str:
    """Return a page with its day and zoning in every link and form that leads to what has days."""
    state = read_by(request)
    if not any(state.stand):
        return page
    takes, path = dates_of(request).takes, request.scope["path"]

    def leads(address: str) -> bool:
        parts = urlsplit(unescape(address))
        there = _below(request, unquote(urljoin(path, parts.path)))
        return not (parts.scheme or parts.netloc) and takes(there)

    def link(found: re.Match[str]) -> str:
        if not leads(found[1]):
            return found[0]
        plain, mark, anchor = found[1].partition("#")
        more = escape(urlencode(kept_of(state, unescape(plain))))
        sign = "&amp;" if "?" in plain else "?"
        return f'href="{plain}{sign}{more}{mark}{anchor}"' if more else found[0]

    def form(found: re.Match[str]) -> str:
        action = _ACTION.search(found[0])
        if not leads(action[1] if action else path):
            return found[0]
        return found[0] + "".join(
            f'<input type="hidden" name="{name}" value="{escape(value)}">'
            for name, value in kept_of(state).items()
        )

    return _FORM.sub(form, _HREF.sub(link, page))


def _below(request: Request, path: str) -> str:
    return path.removeprefix(request.scope.get("root_path", ""))
