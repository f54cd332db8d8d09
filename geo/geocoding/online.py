"""Online providers asked where the local answer is none or coarse; only on request (I/O)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo.errors import ProviderError
from geo.geocoding.query import Answer, Candidate, Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.geocoding.providers.protocol import Found, Provider

COARSE = frozenset({"sigungu", "sido"})
"""Methods whose answer a provider may better."""


@dataclass(eq=False)
class Online:
    """Asks providers in their order; one that fails is asked no more."""

    providers: Sequence[Provider]
    failures: dict[str, ProviderError] = field(default_factory=dict)
    """Provider to the error for which it is asked no more."""

    def better(self, local: Answer) -> Answer:
        """Return what a provider knows where `local` is no point or a coarse one, else `local`.

        What fails is said in the notes; a provider's answer carries no precision, for none states
        it, and says where its terms forbid to keep it.
        """
        if local.status == "ok" and local.method not in COARSE:
            return local
        notes: list[Note] = []
        for provider in self.providers:
            if provider.name in self.failures:
                continue
            try:
                found = [item for item in provider.search(local.query) if item.lon is not None]
            except ProviderError as error:
                self.failures[provider.name] = error
                notes.append(Note("provider_failed", {"provider": provider.name}))
                continue
            if found:
                answer = _answer(local, provider, found)
                return replace(answer, notes=(*notes, *answer.notes))
        return replace(local, notes=(*local.notes, *notes))


def _answer(local: Answer, provider: Provider, found: Sequence[Found]) -> Answer:
    method = f"provider:{provider.name}"
    terms = () if provider.storable else (Note("not_storable", {"provider": provider.name}),)
    if len(found) > 1:
        candidates = tuple(_candidate(provider, item) for item in found)
        several = Note("several", {"count": len(found)})
        return Answer(
            query=local.query, status="ambiguous", candidates=candidates, notes=(several, *terms)
        )
    (entry,) = found
    return Answer(
        query=local.query,
        status="ok",
        lon=entry.lon,
        lat=entry.lat,
        name=entry.name or entry.address,
        method=method,
        notes=(Note("provider_precision", {"provider": provider.name}), *terms),
    )


def _candidate(provider: Provider, item: Found) -> Candidate:
    assert item.lon is not None  # noqa: S101 - those without a point were left out
    assert item.lat is not None  # noqa: S101
    return Candidate(
        f"provider:{provider.name}", item.name or item.address, 0.5, item.lon, item.lat
    )
