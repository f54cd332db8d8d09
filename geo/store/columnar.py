"""Features that are kept as columns, not as text."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Values:
    """One property of all features."""

    kind: Literal["string", "number", "array"]
    distinct: Sequence[object]
    codes: NDArray[np.int32]
    """A row's place in `distinct`; -1 where it has no value."""


class Columnar(Sequence[bytes]):
    """The features of a layer, none with a geometry, each one's JSON made when asked for."""

    @abstractmethod
    def columns(self) -> Mapping[str, Values]:
        """Return the properties by name, in the order of a feature's."""
