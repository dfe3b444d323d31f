"""What the figures of `sample_quality` are called, how they are written, and what they can and cannot say."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from explorer.texts.whole_number import whole_number

REAL = "_real"  # the end of the name of a baseline: the same figure of real training images
COUNT = "sample_count"
PRESENT = "modes_present"


@dataclass(frozen=True)
class FigureText:
    """A figure as it is shown: "FID", "62", and "3.1" for real images ("" where there is no baseline)."""

    name: str
    title: str
    value: str
    real: str
    help: str


def figure_texts(figures: Mapping[str, float], modes: int = 0) -> list[FigureText]:
    """The figures in the order in which they are read: known ones first, others under their own names. Baselines stand
    with the figure that they belong to. ``modes`` is how many there are to find, 0 where nobody knows."""
    words = _words()
    names = [name for name in figures if not (name.endswith(REAL) and name.removesuffix(REAL) in figures)]
    names.sort(key=lambda name: list(words).index(name) if name in words else len(words))
    return [_figure_text(name, figures, modes) for name in names]


def figure_names() -> tuple[str, ...]:
    """The figures that there are words for."""
    return tuple(_words())


def _figure_text(name: str, figures: Mapping[str, float], modes: int) -> FigureText:
    title, write, text = _words().get(name, (name, _three_digits, ""))
    value = _written(figures[name], write)
    if name == PRESENT and modes:
        whole = QCoreApplication.translate("Figures", "{found} of {all}")
        value = whole.replace("{found}", value).replace("{all}", str(modes))
    real = figures.get(name + REAL)
    return FigureText(name, title, value, "" if real is None else _written(real, write), text)


def _written(value: float, write: Callable[[float], str]) -> str:
    return write(value) if math.isfinite(value) else "–"


def _whole(value: float) -> str:
    return whole_number(round(value))


def _percent(value: float) -> str:
    """Whole percents, but never a zero or a hundred that is none."""
    if 0 < value < 0.005:
        return "< 1 %"
    return "> 99 %" if 0.995 <= value < 1 else f"{100 * value:.0f} %"


def _one_decimal(value: float) -> str:
    return f"{value:.1f}"


def _two_decimals(value: float) -> str:
    return f"{value:.2f}"


def _three_digits(value: float) -> str:
    """From 100 on whole numbers; a zero is one."""
    if abs(value) >= 100:
        return _whole(value)
    return f"{value:.2g}" if abs(value) < 10 else f"{value:.3g}"


def _words() -> dict[str, tuple[str, Callable[[float], str], str]]:
    """By name: title, how the number is written, and one sentence on what it is and what it cannot say."""
    translate = QCoreApplication.translate
    return {
        "judge_is": (
            translate("Figures", "judge IS"),
            _one_decimal,
            translate(
                "Figures",
                "Inception score of our own classifier, high where each sample is clearly of one class and all occur; "
                "it cannot tell a hundred different threes from one three drawn a hundred times.",
            ),
        ),
        "judge_fid": (
            translate("Figures", "FID"),
            _three_digits,
            translate(
                "Figures",
                "Fréchet distance between samples and held-out images in what the classifier sees, less is closer; "
                "it compares only averages and spreads, and falls with the number of samples.",
            ),
        ),
        PRESENT: (
            translate("Figures", "modes"),
            _whole,
            translate(
                "Figures",
                "How many of the known modes are hit, within three sigma of their centre, by at least 2 % of the "
                "samples (where there are more than 25, by half an even share), as in the verdict and the bars; it "
                "does not say how evenly.",
            ),
        ),
        "high_quality_share": (
            translate("Figures", "high quality"),
            _percent,
            translate(
                "Figures",
                "Share of samples that hit a mode, within three sigma of its centre: all bars together, 99 % for the "
                "data themselves; one single mode served perfectly would reach it too.",
            ),
        ),
        "reverse_kl": (
            translate("Figures", "reverse KL"),
            _two_decimals,
            translate(
                "Figures",
                "How unevenly the samples are spread over the modes, each counted for its nearest one: 0 when each "
                "gets its share, about 2 when one of eight gets all; it does not say how near to the modes they are.",
            ),
        ),
        "smallest_mode_share": (
            translate("Figures", "smallest mode"),
            _percent,
            translate(
                "Figures",
                "Share of the samples that hit the least served mode, within three sigma of its centre: the lowest of "
                "the bars; it does not say what the others get.",
            ),
        ),
        "smallest_class_share": (
            translate("Figures", "smallest class"),
            _percent,
            translate(
                "Figures",
                "Share of the samples that the classifier takes for the rarest class; it says nothing of variety "
                "within a class.",
            ),
        ),
        "label_agreement": (
            translate("Figures", "label agreement"),
            _percent,
            translate(
                "Figures",
                "Share of samples that pass for the class they were asked for; the classifier errs too, and poor "
                "pictures can pass.",
            ),
        ),
        "sliced_w1": (
            translate("Figures", "sliced W1"),
            _three_digits,
            translate(
                "Figures",
                "How far the samples would have to be moved along a line to lie as real points do, in widths of the "
                "plane and as the mean over all directions, which is 0.64 of the way for a shift; small errors "
                "everywhere and one missing mode can cost the same.",
            ),
        ),
        "density": (
            translate("Figures", "density"),
            _two_decimals,
            translate(
                "Figures",
                "Whether samples lie where real examples are crowded: about 1 for real ones, near 0 where they lie "
                "far off; heaped on a few common places it rises above 1.",
            ),
        ),
        "coverage": (
            translate("Figures", "coverage"),
            _two_decimals,
            translate(
                "Figures",
                "Share of held-out examples with a sample nearby, at most 1; near is what the features call near, and "
                "it depends on the number of samples.",
            ),
        ),
        "duplicate_share": (
            translate("Figures", "duplicates"),
            _percent,
            translate(
                "Figures",
                "Share of samples with another sample closer than real examples are to each other; simple shapes are "
                "close by nature.",
            ),
        ),
        COUNT: (
            translate("Figures", "n"),
            _whole,
            translate(
                "Figures",
                "How many samples were compared with as many held-out examples; figures of different counts cannot be "
                "compared.",
            ),
        ),
    }
