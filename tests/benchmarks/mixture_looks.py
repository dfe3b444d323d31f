"""How long answers about mixtures take: what is asked with every step and every move of the hand, and the pieces of the
trials behind it.

    python -m tests.benchmarks --only mixture_looks [--names ring]

Milliseconds of computing on one thread, the median of ``--repeats``. The first answer also encodes the examples. The
reference of an answer is one step of the model itself. Data that are not there are left out.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks import Options, Result, at_most

if TYPE_CHECKING:
    from trainers import messages
    from trainers.looking.answers import Answers
    from trainers.training.loop import Loop

EM: dict[str, Any] = {"family": "gaussian-mixture"}
SUBJECTS: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {
    "ring": ({"name": "ring", "count": 5000}, [{**EM, "components": 8}]),
    "codes": ({"name": "digits"}, [{"family": "ae", "layers": [64]}, {**EM, "components": 10, "of": "codes"}]),
    "mnist": ({"name": "mnist"}, [{**EM, "components": 10, "latent_dim": 20}]),
}
ANSWER, PIECE = 5.0, 16.0  # ms at most: of 5 000 points of the plane, and of one piece of a trial
ROUNDS = 15


def run(options: Options) -> list[Result]:
    from trainers.examples import DataError
    from trainers.training.sharing import use_threads

    use_threads(1)
    results = []
    for name in options.names or tuple(SUBJECTS):
        try:
            loop, answers = _subject(name, options)
        except DataError:
            print(f"    {name}: its data are not there", flush=True)
            continue
        results += _measure(name, loop, answers, options.repeats)
    return results


def _measure(name: str, loop: Loop, answers: Answers, repeats: int) -> list[Result]:
    from trainers import messages

    model = len(loop.models) - 1

    def ask(kind: Callable[..., messages.Look], **more: Any) -> list[float]:
        return _pieces(answers, kind(1, 1, name, model, **more))

    results = [Result(f"{name}: first answer", sum(ask(messages.ShowMixture)), "ms")]
    again = statistics.median(sum(ask(messages.ShowMixture)) for _ in range(repeats * ROUNDS))
    step = statistics.median(_milliseconds(loop.step) for _ in range(repeats * ROUNDS))
    results.append(Result(f"{name}: answer, beside a step", again, "ms", step, again / step))
    if name == "ring":
        results.append(at_most(f"{name}: answer", again, "ms", ANSWER))
    for kind, more in ((messages.TryStarts, {"seeds": (0, 1, 2, 3)}), (messages.CompareSizes, {})):
        tries = [ask(kind, **more) for _ in range(repeats)]
        longest = statistics.median(max(pieces) for pieces in tries)
        results.append(Result(f"{name}: {kind.__name__}, all of it", statistics.median(map(sum, tries)), "ms"))
        results.append(at_most(f"{name}: {kind.__name__}, longest piece", longest, "ms", PIECE))
    return results


def _subject(name: str, options: Options) -> tuple[Loop, Answers]:
    from trainers.dataset import LoadContext
    from trainers.experiment import Experiment
    from trainers.looking.answers import Answers
    from trainers.looking.looker import Looker
    from trainers.places import data_dir
    from trainers.runs.starting import load_examples
    from trainers.training.devices import choose_device
    from trainers.training.loop import Loop
    from trainers.training.snapshot import Snapshot

    dataset, models = SUBJECTS[name]
    experiment = Experiment.parse({"steps": 100, "batch_size": 64, "dataset": dataset, "models": models})
    examples = load_examples(experiment, LoadContext(Path(options.data_dir or data_dir())))
    device = choose_device(options.device)
    loop, looker = Loop(experiment, examples, device), Looker(experiment, examples, device)
    for _ in range(3):
        loop.step()
    configs = tuple(spec.config for spec in experiment.models)
    looker.load(Snapshot(1, loop.step_count, tuple(loop.display_weights()), configs))
    return loop, Answers(looker)


def _pieces(answers: Answers, look: messages.Look) -> list[float]:
    """How long each piece of the answer took, in milliseconds of computing."""
    import torch

    found, job = [], answers.answer(look)
    with torch.inference_mode():
        while True:
            begun = time.process_time()
            done = next(job, job) is job
            found.append(1000 * (time.process_time() - begun))
            if done:
                return found


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)
