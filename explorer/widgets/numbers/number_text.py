"""Numbers as texts, short enough for a field, and texts as numbers."""

from __future__ import annotations

import math

from explorer.widgets.numbers.spacing import Number

WIDEST = "0.000378"


def format_number(value: Number | None) -> str:
    """0.002, 1e-5, 1, 128; empty for None. Floats with at most six digits that matter."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else _short_exponent(f"{value:.6g}")


def short_number(value: Number | None, letters: int = len(WIDEST)) -> str:
    """*value* in that many letters: as ever where it fits, else as a power of ten, else rounded; whole ones in full."""
    text = format_number(value)
    if value is None or isinstance(value, int):
        return text
    for digits in range(6, 0, -1):
        forms = (_short_exponent(f"{value:.{digits}g}"), _powered(value, digits))
        text = next((form for form in forms if len(form) <= letters), min(forms, key=len))
        if len(text) <= letters:
            break
    return text


def _powered(value: float, digits: int) -> str:
    """1.995e-4 with at most *digits* digits that matter."""
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return _short_exponent(f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{exponent}")


def _short_exponent(text: str) -> str:
    """1e-5 for 1e-05, 1e6 for 1e+06."""
    mantissa, _, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else text


def parse_number(text: str, whole: bool) -> Number:
    """The number in *text*, with a decimal point or comma. Raises ValueError for anything else, nan and inf too."""
    text = "".join(text.split()).replace("−", "-")
    if "_" in text:
        raise ValueError(text)
    if whole:
        return int(text)
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value
