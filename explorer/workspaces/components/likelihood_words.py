"""What each model says of how probable held-out pictures are: a figure, a bound, or nothing, in words."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from explorer.state.state import AppState
from explorer.texts.filled import in_a_row
from explorer.texts.whole_number import whole_number
from explorer.workspaces.components.state import ANY_ORDER, predicting
from trainers.catalog import FamilySpec
from trainers.messages import BaselinesMeasured

NATS = "nats"
BY_CHANCE = ("2", "stochastic")  # two levels that are drawn: a coin for each pixel


def likelihoods(state: AppState) -> list[str]:
    """One phrase for each model, with the newest figures; when looking back, of which step they are."""
    phrases = [_of_model(state, model, spec) for model, spec in enumerate(state.model_specs)]
    step = max((_step_of(state, model) for model in range(len(phrases))), default=-1)
    if state.scrubbed is not None and step >= 0:
        phrases.append(QCoreApplication.translate("Likelihood", "at step {0}").format(whole_number(step)))
    return phrases


def _step_of(state: AppState, model: int) -> int:
    """At which step the figures of a model were found that :meth:`AppState.shown_test` gives; -1 where there are
    none."""
    shown = state.shown_pictures
    if shown is None or model >= len(shown.models):
        return -1
    if shown.models[model].test:
        return shown.step
    points = state.tests[model] if model < len(state.tests) else ()
    return max((step for step, _ in points if step <= shown.step), default=-1)


def _of_model(state: AppState, model: int, spec: FamilySpec) -> str:
    label = state.labels[model]
    metric = next((each.name for each in spec.test_metrics if each.unit == NATS and not each.unit_when), "")
    value = state.shown_test(model).get(metric)
    translate = QCoreApplication.translate
    predicts = "predicts" in spec.capabilities
    if predicts and value is None:
        return translate("Likelihood", "{0}: nats to come").format(label)
    if predicts and ANY_ORDER not in spec.capabilities:
        return translate("Likelihood", "{0}: {1} nats").format(label, f"{value:.1f}")
    if (predicts or "posterior" in spec.capabilities) and value is not None:  # of any order: the mean over orders
        if not predicts and not is_comparable(state, model):
            return translate("Likelihood", "{0}: another measure").format(label)
        return translate("Likelihood", "{0}: at most {1} nats, a bound").format(label, f"{value:.1f}")
    return translate("Likelihood", "{0}: no likelihood").format(label)


def is_comparable(state: AppState, model: int) -> bool:
    """Whether the bound of a *model* of whole pictures is one on the same figure: it tosses a coin for each pixel, and
    so are levels drawn for all that go component by component."""
    coins = _declared(state, model, "recon") in ("", "bernoulli")
    return coins and all(_levels(state, each) == BY_CHANCE for each in predicting(state))


def _declared(state: AppState, model: int, knob: str) -> str:
    """The value of a knob of a model; "" where its family has no such knob."""
    return "" if state.experiment is None else str(getattr(state.experiment.models[model].config, knob, ""))


def _levels(state: AppState, model: int) -> tuple[str, str]:
    return _declared(state, model, "levels"), _declared(state, model, "binarize")


def measure_words(state: AppState) -> str:
    """What the figures are of, for a tooltip."""
    translate = QCoreApplication.translate
    words = [
        translate("Likelihood", "Surprise of held-out pictures, −ln p, summed over their pixels: fewer is better.")
    ]
    others = [model for model, spec in enumerate(state.model_specs) if "posterior" in spec.capabilities]
    if not all(is_comparable(state, model) for model in others):
        words.append(
            translate(
                "Likelihood",
                "Models of whole pictures measure something else here: only where pixels are two levels, drawn by "
                "chance, and their own pixels are coins, do they bound the same figure.",
            )
        )
    elif others:
        words.append(
            translate("Likelihood", "What models of whole pictures say is a bound: the figure itself may be less.")
        )
    return in_a_row(words)


def seen_words(state: AppState, model: int, colours: int = 0) -> tuple[str, str]:
    """How *model* sees pictures, in few words and in all; *colours* of its palette, 0 while that is not known."""
    translate = QCoreApplication.translate
    levels = _levels(state, model)
    if levels == BY_CHANCE:
        return (
            translate("Likelihood", "two levels, drawn by chance"),
            translate("Likelihood", "Two levels: grey is on or off by chance, drawn anew each step; held-out pictures "
                      "are drawn once."),
        )  # fmt: skip
    if levels[0] == "palette":
        words = translate("Likelihood", "palette of {0} colours").format(colours) if colours else ""
        words = words or translate("Likelihood", "a palette")
        return words, translate("Likelihood", "Each pixel is one of the colours that were found in the pictures.")
    if levels[0] == "2":
        return (
            translate("Likelihood", "two levels, the nearer"),
            translate("Likelihood", "Two levels: grey is on or off, whichever is nearer."),
        )
    words = translate("Likelihood", "{0} levels").format(levels[0]) if levels[0] else ""
    return words, translate("Likelihood", "Each pixel takes the nearest of so many levels.") if words else ""


def baselines(measured: BaselinesMeasured) -> list[str]:
    """What simpler ways take, in nats per picture; what is not known is left out."""
    translate = QCoreApplication.translate
    named = (
        (translate("Likelihood", "each pixel alone {0}"), measured.independent),
        (translate("Likelihood", "PNG {0}"), measured.png),
        (translate("Likelihood", "nobody below {0}"), measured.entropy),
        (translate("Likelihood", "one table for all pixels {0}"), measured.order_0),
    )
    return [text.format(f"{value:.1f}") for text, value in named if not math.isnan(value)]
