"""Tables of a report."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trainers.reports.markup import Markup, element


def table(head: Sequence[str], rows: Sequence[Sequence[str]], differing: bool = False) -> Markup:
    """Rows under a *head*; the first cell of each is what it is about. *differing*: rows whose other cells are not all
    alike stand out."""
    body = [
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell, class_="n") for cell in row[1:]),
            class_="differs" if differing and len(set(row[1:])) > 1 else None,
        )
        for row in rows
    ]
    names = element("thead", element("tr", *(element("th", name, scope="col") for name in head))) if any(head) else None
    return element("div", element("table", names, element("tbody", *body)), class_="wide")


def number(value: float | None) -> str:
    """Four digits; a dash for what is none."""
    return f"{value:.4g}" if value is not None and math.isfinite(value) else "–"


def written(value: object) -> str:
    """The value of a setting."""
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple | list):
        return ", ".join(map(written, value))
    return "–" if value is None or value == "" else str(value)
