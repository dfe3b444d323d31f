"""What the layers of holes are called and what they say, in plain words; said once for bar, legend and read-out."""

from __future__ import annotations

import math
from html import escape

from PySide6.QtCore import QCoreApplication

from explorer.style.theme import Theme, hole_ink
from explorer.texts.whole_number import whole_number
from trainers.messages import HolesScored, Layer, Region

MOST_DIGITS = 9  # behind the point; what differs by less is the rounding of 32 bits
NEUTRAL = (Layer.GEOMETRY, Layer.STRETCH)  # drawing aids, never called holes


def layer_title(layer: Layer) -> str:
    """A word or two, as on a button."""
    translate = QCoreApplication.translate
    return {
        Layer.REALISM: translate("HoleWords", "Realism"),
        Layer.COVERAGE: translate("HoleWords", "Coverage"),
        Layer.GEOMETRY: translate("HoleWords", "Round trip"),
        Layer.STRETCH: translate("HoleWords", "Stretch"),
    }[layer]


def layer_sentence(layer: Layer) -> str:
    """One line under the colours of a legend."""
    translate = QCoreApplication.translate
    return {
        Layer.REALISM: translate("HoleWords", "hole: looks like no training image"),
        Layer.COVERAGE: translate("HoleWords", "hole: nothing is encoded near"),
        Layer.GEOMETRY: translate(
            "HoleWords", "round trip: how far a code wanders when decoded and encoded again; not a hole"
        ),
        Layer.STRETCH: translate("HoleWords", "stretch: how fast the picture changes from code to code; not a hole"),
    }[layer]


def layer_help(layer: Layer) -> str:
    """What the layer measures, for a tooltip."""
    translate = QCoreApplication.translate
    return {
        Layer.REALISM: translate(
            "HoleWords",
            "Does the decoded image look like some training images? Below 1 it is further, on average, from those that"
            " would take it in most easily than their own neighbours are: a hole.",
        ),
        Layer.COVERAGE: translate(
            "HoleWords",
            "Are images of the data encoded near here? The higher the number, the fewer are; in a hole hardly any, so"
            " the decoder was never taught what to draw. What it draws does not count.",
        ),
        Layer.GEOMETRY: translate(
            "HoleWords",
            "The distance between a code and the code of its own decoded image. It shows cliffs and folds, and says"
            " nothing about holes.",
        ),
        Layer.STRETCH: translate(
            "HoleWords",
            "How much the decoded image changes for a small step of the code. It shows cliffs, and says nothing about"
            " holes.",
        ),
    }[layer]


def hole_readout(layer: Layer, value: float, threshold: float, high_is_hole: bool, theme: Theme) -> str:
    """The end of the line under a cursor, as rich text: "realism 0.71 hole", "hole" or "fine" in its colour; empty
    where the value is not known. Neutral layers are only a number."""
    if math.isnan(value):
        return ""
    title = escape(layer_title(layer).lower())
    if value == -math.inf:
        return QCoreApplication.translate("HoleWords", "beyond the prior")
    text = f"{title} {value_text(value, threshold)}"
    if layer in NEUTRAL or math.isnan(threshold):
        return text
    in_hole = value > threshold if high_is_hole else value < threshold
    if in_hole:
        word, colour = QCoreApplication.translate("HoleWords", "hole"), hole_ink(theme)
    else:
        word, colour = QCoreApplication.translate("HoleWords", "fine"), theme.live
    return f'{text} <span style="color:{colour}">{escape(word)}</span>'


def value_text(value: float, threshold: float) -> str:
    """A value in two digits behind the point, from a hundred on in none, or in as many as tell it from the threshold
    beside which it lies."""
    few, kind = (1, "e") if abs(value) >= 1e6 else (0 if abs(value) >= 100 else 2, "f")
    if value != threshold:
        for digits in range(few, MOST_DIGITS):
            number = f"{value:.{digits}{kind}}"
            if number != f"{threshold:.{digits}{kind}}":
                return number.replace("-", "\u2212")
        few = MOST_DIGITS
    return f"{value:.{few}{kind}}".replace("-", "\u2212")


def score_text(scored: HolesScored) -> str:
    """ "prior · holes 37 % ± 1": the share of the sampling region in holes and half of its interval, in whole percents.
    Holes in coverage are said to be empty, so that nobody takes one measure for the other."""
    translate = QCoreApplication.translate
    empty = scored.layer is Layer.COVERAGE
    text = translate("HoleWords", "empty {share} %") if empty else translate("HoleWords", "holes {share} %")
    text = f"{region_word(scored.region)} · {text}".replace("{share}", f"{100 * scored.share:.0f}")
    if scored.high <= scored.low:
        return text
    return f"{text} ± {max(round(50 * (scored.high - scored.low)), 1)}"


def region_word(region: Region) -> str:
    """Where codes are drawn from, in a word."""
    translate = QCoreApplication.translate
    return {
        Region.PRIOR: translate("HoleWords", "prior"),
        Region.BOX: translate("HoleWords", "box"),
        Region.GAUSSIAN: translate("HoleWords", "Gaussian"),
        Region.MIXTURE: translate("HoleWords", "mixture"),
    }[region]


def score_help(scored: HolesScored) -> str:
    """What a score counts, where, and how sure it is, for a tooltip."""
    translate = QCoreApplication.translate
    places = {
        Region.PRIOR: translate("HoleWords", "the prior N(0, I)"),
        Region.BOX: translate("HoleWords", "the box that holds the codes"),
        Region.GAUSSIAN: translate("HoleWords", "a Gaussian fitted to the codes"),
        Region.MIXTURE: translate("HoleWords", "a mixture of Gaussians fitted to the codes"),
    }
    if scored.components:
        fitted = translate("HoleWords", "a mixture of {components} Gaussians fitted to the codes")
        places[Region.MIXTURE] = fitted.replace("{components}", str(scored.components))
    filled = {
        "{layer}": layer_title(scored.layer),
        "{count}": whole_number(scored.count),
        "{place}": places[scored.region],
        "{share}": f"{100 * scored.share:.1f}",
        "{low}": f"{100 * scored.low:.1f}",
        "{high}": f"{100 * scored.high:.1f}",
    }
    text = translate(
        "HoleWords",
        "{layer}: of {count} codes drawn from {place}, {share} % lie in holes (95 % interval {low} to {high} %).",
    )
    for name, value in filled.items():
        text = text.replace(name, value)
    return text
