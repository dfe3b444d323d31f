"""What each model says of how probable held-out pictures are: a figure, a bound, or nothing, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from explorer.state.state import AppState
from explorer.workspaces.components.state import ANY_ORDER
from trainers.catalog import FamilySpec
from trainers.messages import BaselinesMeasured

NATS = "nats"


def likelihoods(state: AppState) -> list[str]:
    """One phrase for each model, with the newest figures."""
    return [_of_model(state, model, spec) for model, spec in enumerate(state.model_specs)]


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
        return translate("Likelihood", "{0}: at most {1} nats, a bound").format(label, f"{value:.1f}")
    return translate("Likelihood", "{0}: no likelihood").format(label)


def baselines(measured: BaselinesMeasured) -> list[str]:
    """What simpler ways take, in nats per picture; what is not known is left out."""
    translate = QCoreApplication.translate
    named = (
        (translate("Likelihood", "each pixel alone {0}"), measured.independent),
        (translate("Likelihood", "one table for all pixels {0}"), measured.order_0),
        (translate("Likelihood", "PNG {0}"), measured.png),
        (translate("Likelihood", "nobody below {0}"), measured.entropy),
    )
    return [text.format(f"{value:.1f}") for text, value in named if value == value]
