"""What a beginning of a mixture has led to, in words, and what was bad about it."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.texts.listed import listed
from explorer.workspaces.mixtures.view.ellipses import distances
from explorer.workspaces.mixtures.view.mixture_words import nats_text
from trainers.messages.mixture import Components, MixtureShown, StartTried

AS_HIGH = 1e-4  # nats: what lies nearer below the best is as good
CLOSE = 2e-3  # nats: nearer, a mixture that is still climbing counts as there
TOGETHER = 2.2  # standard deviations of the wider of two components, within which they share one cloud


def start_words(tried: StartTried) -> str:
    """Where it came to rest, in one line."""
    return QCoreApplication.translate("Mixture", "start {0}: {1} nats after {2} steps").format(
        tried.seed, nats_text(tried.log_likelihood), tried.steps
    )


def fault_words(tried: StartTried, best: float) -> list[str]:
    """Short lines about a beginning that led less high than the *best* log-likelihood: how much, and which components
    share one cloud; none where it is as good. How high one led says nothing where a component has collapsed."""
    translate = QCoreApplication.translate
    if tried.collapsed:
        names = listed(str(index + 1) for index in tried.collapsed)
        return [translate("Mixture", "component {0} has no width left: how high this led says nothing").format(names)]
    gap = best - tried.log_likelihood
    if not math.isfinite(gap) or gap <= AS_HIGH:
        return []
    lines = [translate("Mixture", "{0} nats below the best").format(nats_text(gap))]
    for first, second in sharing(tried.last)[:1]:
        told = translate("Mixture", "components {0} and {1} share one cloud").format(first + 1, second + 1)
        lines.append(told)
    return lines


def present_words(shown: MixtureShown, best: float) -> str:
    """How high a mixture has come beside the *best* of other beginnings, and what keeps it below or has lifted it
    above, in one line."""
    translate = QCoreApplication.translate
    gap = best - shown.log_likelihood
    if not math.isfinite(gap):
        return ""
    if gap < -CLOSE:
        lines = [translate("Mixture", "This mixture is {0} nats above the best start").format(nats_text(-gap, 3))]
        if shown.collapsed:
            names = listed(str(index + 1) for index in shown.collapsed)
            lines.append(translate("Mixture", "component {0} has hardly any width left").format(names))
        return translate("Mixture", "; ").join(lines)
    if gap <= CLOSE:
        return translate("Mixture", "This mixture is as high as the best start.")
    lines = [translate("Mixture", "This mixture is {0} nats below the best start").format(nats_text(gap, 3))]
    for first, second in sharing(shown.now)[:1]:
        told = translate("Mixture", "components {0} and {1} share one cloud").format(first + 1, second + 1)
        lines.append(told)
    return translate("Mixture", "; ").join(lines)


def sharing(components: Components) -> list[tuple[int, int]]:
    """The pairs in which the middle of one lies within the other, the nearest first: a narrow component at the edge of
    a cloud that is another's already is far from that one by its own measure, and near by the other's."""
    away = distances(components.means, components.means, components.covariances)
    nearer = np.minimum(away, away.T)
    pairs = [(first, second) for second in range(len(nearer)) for first in range(second)]
    found = [pair for pair in pairs if nearer[pair] < TOGETHER]
    return sorted(found, key=lambda pair: float(nearer[pair]))
