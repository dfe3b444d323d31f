"""Which model of a run a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainers.knobs import ConfigError

if TYPE_CHECKING:
    from trainers.notebook.notebook_run import NotebookModel, NotebookRun


def able_model(run: NotebookRun, label: str, capability: str, wanted: str) -> NotebookModel:
    """The model of that *label*, or the first one, among those with a *capability*. Raises ConfigError with one
    sentence, which calls such a model as *wanted* does."""
    able = [model for model in run.models if capability in model.capabilities]
    if not able:
        raise ConfigError(f"{run.folder}: expected {wanted}, found {', '.join(run.labels)}")
    if not label:
        return able[0]
    for model in able:
        if model.label == label:
            return model
    raise ConfigError(f"--model: expected one of {', '.join(model.label for model in able)}, found {label!r}")
