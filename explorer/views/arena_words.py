"""What the arena says in words: the discriminator's value at a place, and what it means for a fake there."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from explorer.theme import Theme


def number(value: float) -> str:
    """Two digits behind the point, with a true minus sign; a dash where there is no value."""
    return f"{value:.2f}".replace("-", "−") if math.isfinite(value) else "–"


def place_words(value: float, optimum: float, is_belief: bool, relative: bool = False) -> str:
    """Rich text about a place: what D makes of it, and the best D there could be (NaN where that is not known). A
    *relative* belief compares the place with real points and fakes."""
    template = (
        QCoreApplication.translate("Arena", "here D <b>{value}</b>")
        if is_belief
        else QCoreApplication.translate("Arena", "here score <b>{value}</b>")
    )
    text = template.format(value=number(value))
    if relative:
        text += " " + QCoreApplication.translate("Arena", "among real and fake")
    if math.isfinite(optimum):
        best = QCoreApplication.translate("Arena", "ideal D <b>{value}</b>").format(value=number(optimum))
        text += f" · {best}"
    return text


def fake_words(value: float, is_belief: bool, theme: Theme, relative: bool = False) -> str:
    """Rich text about a fake of which D makes *value*: a probability comes with the slopes of both generator losses
    with respect to the logit, D for minimax and 1 - D for non-saturating. Neither is that of a *relative* score."""
    dot = f'<span style="color:{theme.fake}">●</span> '
    if not is_belief:
        return dot + QCoreApplication.translate("Arena", "fake: score <b>{value}</b>").format(value=number(value))
    text = dot + QCoreApplication.translate("Arena", "fake: D <b>{value}</b>").format(value=number(value))
    if relative:
        return text + " " + QCoreApplication.translate("Arena", "among real and fake")
    if not math.isfinite(value):
        return text
    pushes = QCoreApplication.translate("Arena", "push on G: minimax {minimax} · non-sat. {other}")
    said = pushes.format(minimax=number(value), other=number(1 - value))
    return f'{text} · <span style="color:{theme.gradient}">{said}</span>'
