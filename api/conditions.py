"""Conditions of a form: what was chosen, or a refusal with what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Iterable


def known(name: str, asked: Iterable[str], allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of a condition, without what a form sends for no choice.

    Raises
    ------
    ParameterError
        400: a value is none of `allowed`.
    """
    values = tuple(value for value in asked if value)
    for value in values:
        if value not in allowed:
            raise ParameterError(400, "unknown", name, value, allowed)
    return values
