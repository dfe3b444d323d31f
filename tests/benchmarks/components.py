"""How long it takes to draw and to complete component by component, alone and while training goes on.

    python -m tests.benchmarks --only components [--names made-mnist]

Each figure is the median of ``--repeats``, in milliseconds, on one thread. *While training* means that another thread
of the process trains the same model at the same time with the threads that it has in the program. The reference is the
same draw by asking the whole network for every site (``naive``), once. Presets whose data are not there are left out.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks import Options, Result, at_most

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from trainers.examples import Examples
    from trainers.families._components import ByComponents, Way
    from trainers.training.loop import Loop

PRESETS = ("made-mnist", "pixelcnn-mnist", "pixel-rnn-mnist", "any-order-mnist", "sprites")
WARM_STEPS = 20
SAMPLES, ENDINGS = "64 samples", "16 endings of half a picture"
TARGETS = {("made-mnist", SAMPLES): 60.0, ("pixelcnn-mnist", ENDINGS): 1500.0}  # most milliseconds while training


@dataclass(frozen=True)
class Subject:
    """A model as whoever looks has it, the loop that trains it, and a picture to complete."""

    model: ByComponents
    loop: Loop
    picture: Tensor

    def draw(self, way: Way | None = None) -> None:
        noise = self.model.noise(64, _seeded())
        for _ in self.model.fill(noise, way=way):
            pass

    def complete(self, way: Way | None = None) -> None:
        known = self.picture.bool().zero_()
        known[:, :, : known.shape[2] // 2] = True
        for _ in self.model.fill(self.model.noise(16, _seeded()), given=(self.picture, known), way=way):
            pass


def run(options: Options) -> list[Result]:
    from trainers.training.devices import choose_device
    from trainers.training.sharing import use_threads

    use_threads(1)
    device = choose_device(options.device)
    results = []
    for name in options.names or PRESETS:
        subject = _subject(name, options, device)
        if subject is None:
            print(f"    {name}: its data are not there", flush=True)
            continue
        for what, task in ((SAMPLES, subject.draw), (ENDINGS, subject.complete)):
            alone = statistics.median(_milliseconds(task) for _ in range(options.repeats))
            with _training(subject.loop):
                beside = statistics.median(_milliseconds(task) for _ in range(options.repeats))
            naive = _milliseconds(task, "naive")
            results.append(Result(f"{name}: {what}", alone, "ms", naive, alone / naive))
            label, target = f"{name}: {what}, while training", TARGETS.get((name, what))
            results.append(Result(label, beside, "ms") if target is None else at_most(label, beside, "ms", target))
    return results


def _subject(name: str, options: Options, device: torch.device) -> Subject | None:
    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext
    from trainers.experiment import read_toml
    from trainers.looking.looker import Looker
    from trainers.places import data_dir
    from trainers.presets import preset_path
    from trainers.training.loop import Loop
    from trainers.training.snapshot import Snapshot

    experiment = read_toml(preset_path(name))
    dataset, context = find_dataset(experiment.dataset), LoadContext(data_dir(options.data_dir))
    if dataset.missing(experiment.dataset_config, context.data_dir):
        return None
    examples: Examples = dataset.load(experiment.dataset_config, context)
    loop = Loop(experiment, examples, device)
    for _ in range(WARM_STEPS):
        loop.step()
    looker = Looker(experiment, examples, device)
    looker.load(Snapshot(0, loop.step_count, tuple(loop.display_weights()), tuple(m.config for m in loop.models)))
    return Subject(looker.models[0], loop, looker.inputs(examples.test[:1]))  # type: ignore[arg-type]


def _seeded() -> torch.Generator:
    import torch

    return torch.Generator().manual_seed(0)


def _milliseconds(task: Callable[[Way | None], None], way: Way | None = None) -> float:
    import torch

    begun = time.perf_counter()
    with torch.inference_mode():
        task(way)
    return 1000 * (time.perf_counter() - begun)


@contextmanager
def _training(loop: Loop) -> Iterator[None]:
    """Trains in another thread for as long as it lasts."""
    from trainers.training.devices import training_threads
    from trainers.training.sharing import use_threads

    done = threading.Event()

    def train() -> None:
        use_threads(training_threads())
        while not done.is_set():
            loop.step()

    thread = threading.Thread(target=train)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
