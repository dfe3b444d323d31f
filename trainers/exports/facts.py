"""What a file of weights or a graph says about itself: short texts by name, for other programs to read."""

from __future__ import annotations

import json

from trainers import __version__
from trainers.experiment import Experiment


def facts_of(experiment: Experiment, index: int, step: int) -> dict[str, str]:
    """About the model *index* as it stood at *step*: ``knobs`` and the whole ``experiment`` as JSON, so that the file
    alone is enough to build the model again."""
    spec, table = experiment.models[index], experiment.to_table()
    knobs = {name: value for name, value in table["models"][index].items() if name not in ("family", "label")}
    return {
        "program": f"Latent Explorer {__version__}",
        "label": spec.label,
        "family": spec.family,
        "model": str(index),
        "step": str(step),
        "dataset": experiment.dataset,
        "knobs": json.dumps(knobs, ensure_ascii=False),
        "experiment": json.dumps(table, ensure_ascii=False),
    }
