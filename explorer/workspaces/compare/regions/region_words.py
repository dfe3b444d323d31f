"""What is said of regions that codes are drawn from, and of the shares of them that lie in holes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from explorer.map.holes.hole_words import region_word
from explorer.pictures.mode_canvas import percent
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from trainers.messages import Covariance, DrawnFrom, Region, RegionScore


def covariance_choices() -> list[tuple[Covariance | None, str, str]]:
    """The forms of a mixture's Gaussians with a word and a sentence for each; None leaves it to the width of the
    codes."""
    translate = QCoreApplication.translate
    return [
        (
            None,
            translate("RegionWords", "Automatic"),
            translate("RegionWords", "Full for codes of up to 8 numbers, along the axes for wider ones"),
        ),
        (
            Covariance.FULL,
            translate("RegionWords", "Full"),
            translate("RegionWords", "Each Gaussian may be stretched in any direction"),
        ),
        (
            Covariance.DIAGONAL,
            translate("RegionWords", "Diagonal"),
            translate("RegionWords", "Each Gaussian may be stretched along the axes alone"),
        ),
        (
            Covariance.SPHERICAL,
            translate("RegionWords", "Spherical"),
            translate("RegionWords", "Each Gaussian is round, and may be wider than another"),
        ),
        (
            Covariance.TIED,
            translate("RegionWords", "Tied"),
            translate("RegionWords", "All Gaussians are stretched alike"),
        ),
    ]


def column_title(drawn: DrawnFrom) -> str:
    """The region in a word, a mixture with its size."""
    word = region_word(drawn.region)
    return f"{word} {drawn.mixture.components}" if drawn.region is Region.MIXTURE else word


def share_text(score: RegionScore) -> str:
    """ "31 % ± 2", or a dash where nothing could be counted."""
    if math.isnan(score.share):
        return "\u2013"
    half = 50 * (score.high - score.low)
    return f"{percent(score.share)} ± {half:.0f}" if half >= 0.5 else percent(score.share)


def score_sentence(label: str, score: RegionScore, count: int) -> str:
    """All that is known of one share."""
    translate = QCoreApplication.translate
    where = region_word(score.drawn.region)
    if score.problem:
        return f"{label} · {where}: {sentence_text(score.problem)}"
    text = translate("RegionWords", "{label} · {region}: {share} of {count} codes in holes (95 %: {low} to {high})")
    text = text.format(
        label=label, region=where, share=percent(score.share), count=whole_number(count), low=percent(score.low),
        high=percent(score.high),
    )  # fmt: skip
    fewer = fewer_sentence(score)
    return f"{text}. {fewer}" if fewer else text


def fewer_sentence(score: RegionScore) -> str:
    """That a mixture has fewer components than were asked for; empty where it has them all."""
    wanted = score.drawn.mixture.components
    if score.drawn.region is not Region.MIXTURE or score.problem or score.components >= wanted:
        return ""
    translate = QCoreApplication.translate
    return translate("RegionWords", "Too few codes for {0} Gaussians: {1} were fitted.").format(
        wanted, score.components
    )


def before_after(label: str, scores: Sequence[RegionScore]) -> str:
    """ "AE: box 31 % → mixture 6 %"; empty where one of them is not known."""
    known = {score.drawn.region: score for score in scores if not math.isnan(score.share)}
    if Region.BOX not in known or Region.MIXTURE not in known:
        return ""
    before, after = (f"{region_word(each)} {percent(known[each].share)}" for each in (Region.BOX, Region.MIXTURE))
    return f"{label}: {before} → {after}".replace(" %", "\u00a0%")  # no line ends before it


def what_it_does() -> str:
    """What a fitted region can do for holes, and what not."""
    return QCoreApplication.translate(
        "RegionWords",
        "A mixture fitted to the codes draws where codes are. The decoder stays the same, and so do the holes:"
        " they are drawn from less often.",
    )
