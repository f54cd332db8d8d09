"""Numbers with their units, as each language writes them."""

from __future__ import annotations


def exact(value: float) -> str:
    """Write a number as it is, thousands apart, without an exponent.

    >>> exact(74_617_712.0), exact(1234.5), exact(0.125)
    ('74,617,712', '1,234.5', '0.125')
    """
    # Twelve digits: more than any figure has, fewer than show what sums of floats leave over.
    return f"{value:,.12g}"


def with_unit(number: str, unit: str, lang: str) -> str:
    """Write a number that is a text already with its unit.

    In Korean, numerals and what counts them stand together (한글 맞춤법 제43항, 제44항); a Latin
    unit stands apart. A unit that begins with a number itself is multiplied.
    """
    close = not unit or unit[0] == "%" or (lang == "ko" and not unit[0].isascii())
    gap = "" if close else " × " if unit[0].isdigit() else " "
    return f"{number}{gap}{unit}"
