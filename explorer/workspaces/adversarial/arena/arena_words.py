"""What the arena says in words: the discriminator's value at a place, and what it means for a fake there."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from explorer.style.theme import Theme
from trainers.catalog import Game


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


NO_SLOPE = 0.005  # per width of the plane: what two digits write as nothing


def fake_words(
    value: float,
    is_belief: bool,
    theme: Theme,
    relative: bool = False,
    slope: float = math.nan,
    game: Game | None = None,
) -> str:
    """Rich text about a fake of which D makes *value*, where the score rises by *slope* per width of the plane (NaN
    where that is not known). A probability comes with the weights that both generator losses give that slope, their own
    slopes with respect to the logit: D for minimax and 1 - D for non-saturating; that of the run's own *game* is
    marked. Neither is that of a *relative* score, nor of a game whose scores are no logits."""
    lines = [_score_words(value, is_belief, theme, relative)]
    if math.isfinite(slope):
        lines.append(_slope_words(slope))
    if is_belief and not relative and has_logits(game) and math.isfinite(value):
        lines.append(_weight_words(value, "" if game is None else game.push))
    tint = f'<span style="color:{theme.gradient}">{{}}</span>'
    return "<br>".join([lines[0], *(tint.format(line) for line in lines[1:])])


def has_logits(game: Game | None) -> bool:
    """Whether scores may be read as logits: not where they are values around 0 and 1, or lie beyond a margin."""
    return game is None or game.logits


def _slope_words(slope: float) -> str:
    if slope < NO_SLOPE:
        return QCoreApplication.translate("Arena", "slope of D <b>0.00</b>: flat here, no push on G")
    return QCoreApplication.translate("Arena", "slope of D <b>{value}</b>").format(value=number(slope))


def _weight_words(value: float, push: str) -> str:
    parts = []
    for name, title, weight in (
        ("D", QCoreApplication.translate("Arena", "minimax"), value),
        ("1 - D", QCoreApplication.translate("Arena", "non-saturating"), 1 - value),
    ):
        part = f"{title} {number(weight)}".replace("-", "\u2011").replace(" ", "\u00a0")
        used = QCoreApplication.translate("Arena", "{0} (this run)").replace(" ", "\u00a0")
        parts.append(f"<b>{used.replace('{0}', part)}</b>" if name == push else part)
    return QCoreApplication.translate("Arena", "weight of the push: {0}").replace("{0}", " · ".join(parts))


def why_weights() -> str:
    """What the weights of the push are, for those who have never heard of either loss."""
    return QCoreApplication.translate(
        "Arena",
        "The push on G is the slope at the fake of D's score before it is pressed into 0 to 1 (its arrow), times a"
        " weight that the loss of G takes from D.\n"
        "Minimax: the weight is D. A fake that D sees through (D near 0) moves G hardly at all.\n"
        "Non-saturating: the weight is 1 − D. Such a fake moves G most.\n"
        "Where that score is flat there is no arrow and no push, whatever the weight.",
    )


def outside_words(share: float, fits: bool) -> str:
    """Says that most fakes lie outside the view; *fits*: whether a view of everything would show more of them. "" for
    less than half of them."""
    if share < 0.5:
        return ""
    said = (
        QCoreApplication.translate("Arena", "all fakes are outside the view")
        if share >= 1
        else QCoreApplication.translate("Arena", "{0} % of the fakes are outside the view").replace(
            "{0}", str(min(round(100 * share), 99))
        )
    )
    return said + (" · " + QCoreApplication.translate("Arena", "Home fits it") if fits else "")


def _score_words(value: float, is_belief: bool, theme: Theme, relative: bool) -> str:
    dot = f'<span style="color:{theme.fake}">●</span> '
    if not is_belief:
        return dot + QCoreApplication.translate("Arena", "fake: score <b>{value}</b>").format(value=number(value))
    text = dot + QCoreApplication.translate("Arena", "fake: D <b>{value}</b>").format(value=number(value))
    return text + " " + QCoreApplication.translate("Arena", "among real and fake") if relative else text
