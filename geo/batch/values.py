"""A value of a spreadsheet or a Parquet file as the text that a person would write."""

from __future__ import annotations

import datetime as dt
import json


def written(value: object) -> str:
    """Return `value` as text: nothing for none, no '.0' after a whole number, a day without time.

    >>> written(773.0), written(0.1), written(None), written(dt.datetime(2025, 1, 16))
    ('773', '0.1', '', '2025-01-16')
    """
    if value is None or value != value:  # noqa: PLR0124 - not a number
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bytes):
        return value.hex()
    # So a datetime is written too; one at midnight is a day.
    return str(value).removesuffix(" 00:00:00") if isinstance(value, dt.datetime) else str(value)
