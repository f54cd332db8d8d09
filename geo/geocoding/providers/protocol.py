"""What every provider can do, and the place that it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Found:
    """A place as a provider gives it."""

    name: str
    """What the provider calls the place or building; empty for a bare address."""
    address: str
    """Road-name address where the provider has one, else the lot-number address."""
    lon: float | None
    """Degrees, WGS 84; None where the provider gives no point."""
    lat: float | None


class Provider(Protocol):
    """An online service that finds places; it is asked only where its key is set."""

    @property
    def name(self) -> str:
        """Name as in ``provider:vworld``."""
        ...

    @property
    def storable(self) -> bool:
        """Whether its terms let results be kept, in snapshots or on disk."""
        ...

    def search(self, query: str) -> tuple[Found, ...]:
        """Find `query`, an address or a name, best first; nothing found is no error.

        A query that no provider can take (blank, longer than `LONGEST_QUERY`) finds nothing and
        is not sent.

        Raises
        ------
        ProviderKeyError
            The provider refuses the key.
        ProviderQuotaError
            The provider's quota, or that of the run, is used up.
        ProviderUnreachableError
            No answer in time, also when asked again.
        ProviderAnswerError
            The answer is not what the provider documents.
        """
        ...

    def close(self) -> None:
        """Close the connections."""
        ...
