"""What is said about generators and discriminators of different steps."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from explorer.texts.whole_number import whole_number
from explorer.workspaces.adversarial.fakes.belief_scale import can_only_guess
from explorer.workspaces.adversarial.fakes.fake_words import signed


def short_step(step: int) -> str:
    """30, 250, 1.2k, 4k, 25k, 1.5M: short enough for a narrow column."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if step >= size:
            digits = 1 if step < 10 * size else 0
            return f"{step / size:.{digits}f}".removesuffix(".0") + letter
    return str(step)


def met_sentence(generator: int, discriminator: int, value: float, share: float, is_belief: bool) -> str:
    """What the D of one step makes of the G of another: *value* is its mean belief or score, *share* where that lies
    between fake (0) and real (1)."""
    translate = QCoreApplication.translate
    if math.isnan(value):
        text = translate("GenerationWords", "The D of step {0} has not met the G of step {1}.")
    elif is_belief and can_only_guess(share):
        text = translate("GenerationWords", "The D of step {0} can only guess at the G of step {1}: {2}")
    elif is_belief and share > 0.5:
        text = translate("GenerationWords", "The D of step {0} is fooled by the G of step {1}: {2}")
    elif is_belief:
        text = translate("GenerationWords", "The D of step {0} sees through the G of step {1}: {2}")
    elif can_only_guess(share):
        text = translate("GenerationWords", "The D of step {0} scores the G of step {1} like most: {2}")
    elif share > 0.5:
        text = translate("GenerationWords", "The D of step {0} scores the G of step {1} above most: {2}")
    else:
        text = translate("GenerationWords", "The D of step {0} scores the G of step {1} below most: {2}")
    return text.format(whole_number(discriminator), whole_number(generator), signed(value))


def legend(is_belief: bool) -> str:
    """What the colours of the matrix mean."""
    if is_belief:
        return QCoreApplication.translate(
            "GenerationWords", "Green: D takes the fakes for real; purple: it sees through them."
        )
    return QCoreApplication.translate(
        "GenerationWords", "Green: this D scores them above the other generations; purple: below."
    )
