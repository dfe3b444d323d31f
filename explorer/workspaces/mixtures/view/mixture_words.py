"""What is said of a mixture in words: of its components, of the shares of an example, of one that has collapsed."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.texts.listed import listed
from explorer.texts.whole_number import whole_number
from explorer.workspaces.mixtures.view.ellipses import half_axes
from trainers.messages.mixture import MixtureShown

LEAST_SHARE = 0.01  # below which a share is not worth a word
MOST_SHARES = 3


def nats_text(value: float, digits: int = 4) -> str:
    """A log-likelihood, with a true minus sign; a dash where there is no value."""
    return f"{value:.{digits}f}".replace("-", "−") if math.isfinite(value) else "–"


def gain_text(value: float) -> str:
    """How much a log-likelihood has grown, with its sign."""
    if not math.isfinite(value):
        return "–"
    if abs(value) < 5e-7:
        return "±0"
    digits = 4 if abs(value) >= 0.0005 else 6
    return f"{value:+.{digits}f}".replace("-", "−")


def percent(share: float) -> str:
    """A share as whole percents."""
    return f"{100 * share:.0f}" if math.isfinite(share) else "–"


def component_words(shown: MixtureShown, index: int) -> list[str]:
    """Two short lines about a component: its weight and width, and how many examples it has."""
    translate = QCoreApplication.translate
    widths = np.hypot(*half_axes(shown.now.covariances[index]).T)
    first = translate("Mixture", "component {0}: weight {1} %, width {2} × {3}").format(
        index + 1, percent(float(shown.now.weights[index])), *(f"{width:.3g}" for width in widths.tolist())
    )
    given = float(np.nan_to_num(shown.shares[:, index]).sum())
    second = translate("Mixture", "it was given {0} of {1} examples").format(
        whole_number(round(given)), whole_number(len(shown.places))
    )
    return [first, second]


def share_words(shown: MixtureShown, example: int) -> str:
    """Which components may have made an example, the likeliest first."""
    shares = np.nan_to_num(shown.shares[example])
    told = [int(each) for each in np.argsort(-shares)[:MOST_SHARES] if shares[each] >= LEAST_SHARE]
    parts = [f"{component + 1}: {percent(float(shares[component]))} %" for component in told]
    return QCoreApplication.translate("Mixture", "made by component {0}").format(" · ".join(parts))


def expectation_words() -> str:
    """What E does, in one line."""
    return QCoreApplication.translate("Mixture", "E: each point asks which component may have made it")


def maximisation_words() -> str:
    """What M does, in one line."""
    return QCoreApplication.translate("Mixture", "M: each component moves to the points it was given, in proportion")


def collapse_words(collapsed: tuple[int, ...], floor_holds: bool, waits: bool = False) -> str:
    """What has happened to components that are as narrow as the floor allows; *floor_holds* where that is no point, and
    it *waits* for the next M where they are narrower still."""
    translate = QCoreApplication.translate
    if floor_holds and waits:
        names = listed(str(index + 1) for index in collapsed)
        words = translate("Mixture", "Narrower than the floor of the variance: component {0}. The next M widens it.")
        return words.format(names)
    if len(collapsed) > 1:
        names = listed(str(index + 1) for index in collapsed)
        if floor_holds:
            return translate("Mixture", "Components {0} are as narrow as the floor of the variance allows.").format(
                names
            )
        return translate(
            "Mixture",
            "Components {0} each sit on one point: their likelihood grows without bound. A floor of the variance cures "
            "it.",
        ).format(names)
    name = str(collapsed[0] + 1)
    if floor_holds:
        return translate("Mixture", "Component {0} is as narrow as the floor of the variance allows.").format(name)
    return translate(
        "Mixture",
        "Component {0} sits on one point: its likelihood grows without bound. A floor of the variance cures it.",
    ).format(name)


def collapse_forms(collapsed: tuple[int, ...], floor_holds: bool, waits: bool = False) -> tuple[str, ...]:
    """The same in fewer words, for where there is little room."""
    translate = QCoreApplication.translate
    names = listed(str(index + 1) for index in collapsed)
    if floor_holds and waits:
        return (translate("Mixture", "The next M widens {0}").format(names),)
    if floor_holds:
        return (translate("Mixture", "As narrow as the floor allows: {0}").format(names),)
    cured = translate("Mixture", "On one point: {0}. A floor of the variance cures it.")
    return cured.format(names), translate("Mixture", "On one point: {0}").format(names)
