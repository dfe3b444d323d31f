"""How far the learning rates have risen, or fallen: beside their knobs, and where the pointer reads a curve."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from explorer.state.state import AppState
from trainers.experiment import Experiment
from trainers.schedules import Clock


def in_force_texts(state: AppState, model: int) -> dict[str, str]:
    """ "in force: 0.0012 (60 %)" by the names of the knobs of a model, as it is now or was at the step that is looked
    back at. Without those that never fall; those that will are said from the beginning, so that nothing moves when
    they do."""
    experiment, step = state.experiment, state.scrubbed
    if experiment is None or state.beside or model >= len(experiment.models):
        return {}
    if step is None:
        step = 0 if state.ticked is None else state.ticked.step
    config, then = experiment.models[model].config, state.settings_then
    at_last = _shares(experiment, model, experiment.plan.steps)
    found = {}
    for name, share in _shares(experiment, model, step).items():
        value = then.get(f"models.{model}.{name}", getattr(config, name))
        if isinstance(value, int | float) and at_last[name] != 1.0:
            found[name] = _in_force(value * share, share, is_beyond=step >= experiment.plan.steps)
    return found


def _shares(experiment: Experiment, model: int, step: int) -> Mapping[str, float]:
    """By the names of the knobs the share of each learning rate of a model by which the step after *step* moves."""
    return experiment.models[model].config.rate_shares(Clock(step, experiment.plan.steps))


def _in_force(rate: float, share: float, is_beyond: bool) -> str:
    translate = QCoreApplication.translate
    text = translate("Rates", "in force: {0} ({1} %)").format(f"{rate:.2g}", _percent(share))
    return translate("Rates", "{0}, beyond the plan").format(text) if is_beyond else text


def in_force_tip() -> str:
    """Why the rate is another than the knob says, and what helps."""
    return QCoreApplication.translate(
        "Rates",
        "The rate rises over the first steps, falls over the planned ones to a hundredth, and stays there beyond them. "
        "To train on at a higher rate, plan more steps and fork.",
    )


def rate_at_text(experiment: Experiment, step: int) -> str:
    """ "rate 60 %" for the step that led to *step* updates; empty where there are several, or where it is whole."""
    shares = {
        _percent(share)
        for model in range(len(experiment.models))
        for share in _shares(experiment, model, max(0, step - 1)).values()
    }
    if len(shares) != 1 or shares == {_percent(1.0)}:
        return ""
    return QCoreApplication.translate("Rates", "rate {0} %").format(shares.pop())


def _percent(share: float) -> str:
    """Whole ones from ten on, two digits below."""
    return f"{100 * share:.0f}" if share >= 0.0995 else f"{100 * share:.2g}"
