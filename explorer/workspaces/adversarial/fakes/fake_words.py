"""What is said about one fake: its score, what pushes the generator, and the classes beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from explorer.texts.listed import listed
from trainers.messages import FakeInspected


def signed(value: float, digits: int = 2) -> str:
    """−1.90 with a true minus, and no minus before a zero."""
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")


def score_line(score: float, belief: float, relative: bool = False) -> str:
    """D = 0.13 · logit −1.90, or the bare score where there is no belief (NaN). Of a *relative* score only the
    difference from that of real images means something, and that is what *score* is."""
    if relative:
        text = QCoreApplication.translate("FakeWords", "against real: D = {0} · {1}")
        return text.format(f"{belief:.2f}", signed(score))
    if math.isnan(belief):
        return QCoreApplication.translate("FakeWords", "score {0}").format(signed(score))
    return QCoreApplication.translate("FakeWords", "D = {0} · logit {1}").format(f"{belief:.2f}", signed(score))


def number_of(score: float, belief: float) -> str:
    """The one number that D gives."""
    return signed(score) if math.isnan(belief) else f"{belief:.2f}"


def after_line(inspected: FakeInspected) -> str:
    """D 0.13 → 0.17; empty where D has not been asked again."""
    if math.isnan(inspected.after_score):
        return ""
    before = number_of(inspected.score, inspected.belief)
    after = number_of(inspected.after_score, inspected.after_belief)
    return QCoreApplication.translate("FakeWords", "D {0} → {1}").format(before, after)


def pushes(inspected: FakeInspected) -> list[tuple[str, float]]:
    """The two losses of a generator by name, each with the size of its slope; none where scores are no logits."""
    if math.isnan(inspected.minimax) or math.isnan(inspected.non_saturating):
        return []
    if inspected.relative:
        return [(QCoreApplication.translate("FakeWords", "relativistic"), inspected.non_saturating)]
    return [
        (QCoreApplication.translate("FakeWords", "non-saturating"), inspected.non_saturating),
        (QCoreApplication.translate("FakeWords", "minimax"), inspected.minimax),
    ]


def why_pushes_differ() -> str:
    """The lesson in one sentence (Goodfellow et al., 2014, section 3)."""
    return QCoreApplication.translate(
        "FakeWords",
        "The non-saturating loss pushes with 1 − D, most where D sees the fake; the minimax loss pushes with D, so it"
        " falls silent just there.",
    )


def why_push_is_relative() -> str:
    """What pushes a generator whose fakes are compared with real images."""
    return QCoreApplication.translate(
        "FakeWords",
        "This loss compares each fake with a real image, and pushes with 1 − D: most where the fake is far behind.",
    )


def what_relative_means() -> str:
    """How to read the score of a fake that is compared with real images."""
    return QCoreApplication.translate(
        "FakeWords",
        "With this loss one score alone means nothing, only its difference from that of a real image: here from their"
        " mean. D is how probable the discriminator finds that, of the two, the fake is the real one; 0.5 is guessing.",
    )


def no_pushes() -> str:
    return QCoreApplication.translate("FakeWords", "These scores are no logits, so the two losses do not apply.")


def class_name(label: int, class_names: Sequence[str]) -> str:
    """The name of a class, or its number where it has none."""
    return class_names[label] if 0 <= label < len(class_names) else str(label)


def read_out(inspected: FakeInspected) -> str:
    """All of it in one line, for a view with no room for the pictures."""
    found = [f"{name} {size:.2f}" for name, size in pushes(inspected)]
    push = QCoreApplication.translate("FakeWords", "weight of the push: {0}").format(listed(found)) if found else ""
    score = score_line(inspected.score, inspected.belief, inspected.relative)
    return " · ".join(filter(None, [score, push, after_line(inspected)]))
