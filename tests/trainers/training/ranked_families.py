"""Run by two processes: every family in both of them together, and in one alone, step by step.

The leader writes what came of it into the file that is named on the command line, one JSON line for each model.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from tests.trainers.families.test_families import found, small
from trainers.catalog import families
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.kinds import Pictures
from trainers.knobs import ConfigError
from trainers.runs.making import AnotherRefused, hear_loop, load_examples, make_loop
from trainers.training.loop import Loop
from trainers.training.ranks import RankPlace, Ranks, joined

CPU = torch.device("cpu")
STEPS, BATCH = 6, 15  # of which one process takes 7 and the other 8
TEXT = {"hidden": 8, "embedding": 4, "width": 8, "channels": 8, "patterns": 4, "layers": 1, "rollouts": 1}
# A critic of straight pieces has a slope that jumps at every bend, and rounding decides on which side an example is.
SMOOTH = {"activation": "silu"}
PLAIN: dict[str, dict[str, Any]] = {"wgan": SMOOTH, "museum-wgan": SMOOTH}
MORE: dict[str, list[dict[str, Any]]] = {  # beside what families are by default
    "ae": [{"network": "conv"}],
    "vae": [{"recon": "gaussian"}],
    "gan": [{"batch_norm": "both", "network": "conv"}, {"loss": "relativistic"}, {"r1": 1.0, "r2": 1.0, **SMOOTH}],
    "wgan": [{"constraint": "clip"}],
    "char-rnn": [{"cell": "LSTM", "dropout": 0.2}],
    "seqgan": [{"pretraining": 0.0}],
}


def experiments() -> Iterator[tuple[str, Experiment]]:
    """Small models of every family."""
    for name in sorted(families()):
        for knobs in (PLAIN.get(name, {}), *MORE.get(name, [])):
            if Pictures in found(name).takes:
                config, data = small(name, **knobs), "digits"
            else:
                cheap = {knob: value for knob, value in TEXT.items() if knob in found(name).Config.model_fields}
                config, data = found(name).Config.parse({**cheap, **knobs}), "names"
            models = [{"family": name, **config.model_dump()}]
            table = {"batch_size": BATCH, "steps": STEPS, "dataset": {"name": data}, "models": models}
            yield f"{name} {knobs or ''}".strip(), Experiment.parse(table)


def compared(experiment: Experiment, examples: Examples, ranks: Ranks) -> dict[str, Any]:
    """The largest difference of a metric that measures something (the scores of a critic do but for a constant, which
    has no gradient but what rounding leaves of one), relative where it is above 1; whether the processes ended with the
    same bits, and do again once one that has come apart takes over the numbers of the leader; how often they sent each
    other something; and whether there was anything to share."""
    together, alone = Loop(experiment, examples, CPU, ranks, least_work=0), Loop(experiment, examples, CPU)
    sent, total, gather = [], ranks.total, ranks.gather
    ranks.total = lambda own: (sent.append("total"), total(own))[1]  # type: ignore[method-assign, func-returns-value]
    ranks.gather = lambda own, n: (sent.append("gather"), gather(own, n))[1]  # type: ignore[method-assign, func-returns-value]
    measured = [each.name for each in together.models[0].metrics if each.measures]
    worst = 0.0
    for _ in range(STEPS):
        if not ranks.leads:
            assert ranks.called()
        for ours, theirs in zip(together.step(), alone.step(), strict=True):
            assert ours.keys() == theirs.keys()
            for metric in measured:
                value = theirs[metric]
                worst = max(worst, abs(float(ours[metric] - value)) / max(1.0, abs(float(value))))
    del ranks.total, ranks.gather
    same = _same(together, ranks)
    if not ranks.leads:  # another machine, which rounds otherwise
        with torch.no_grad():
            for weight in together.models[0].nets.parameters():
                weight.mul_(1.001)
    apart = _same(together, ranks)
    together.align()
    return {
        "worst": worst,
        "same": same,
        "apart": not apart,
        "aligned": _same(together, ranks),
        "sent": len(sent),
        "networks": bool(together.models[0].optimizers),
    }


def _same(loop: Loop, ranks: Ranks) -> bool:
    """Whether all that decides how the run goes on is the same in both processes."""
    bits = b"".join(np.ascontiguousarray(each.cpu().numpy()).tobytes() for each in loop.state().tensors.values())
    return ranks.agree("" if ranks.tell(bits) == bits else "other bits")[1] == ""


def refused(experiment: Experiment, ranks: Ranks) -> str:
    """What is said of batches of which there is not an example for each process."""
    context = LoadContext(Path())
    try:
        if ranks.leads:
            make_loop(experiment.with_setting("batch_size", 1), context, CPU, ranks)
        else:
            hear_loop(context, ranks)
    except ConfigError as error:
        return str(error)
    except AnotherRefused:
        return "another"
    return ""


def main() -> None:
    """Writes the table."""
    torch.set_num_threads(1)
    data: dict[str, Examples] = {}
    lines: list[dict[str, Any]] = []
    with joined(RankPlace.of(os.environ), CPU) as ranks:
        for title, experiment in experiments():
            if experiment.dataset not in data:
                data[experiment.dataset] = load_examples(experiment, LoadContext(Path()))
            lines.append({"title": title, **compared(experiment, data[experiment.dataset], ranks)})
        lines.append({"refused": refused(experiment, ranks)})
        if ranks.leads:
            Path(sys.argv[1]).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
