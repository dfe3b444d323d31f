"""The parts of the benchmark of holes that need a judge: its confidence on MNIST, and what a map costs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Generator
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from tests.benchmarks import Options, Result, at_most

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.examples import Examples
    from trainers.family import Family
    from trainers.metrics.features import FeatureSpace
    from trainers.metrics.realism import References

N_REFERENCES = 2000
N_HELD_OUT = 1000
MNIST_STEPS = 1500  # of the preset's 3600: enough for the order of the deciles, in half the time
MNIST_CODES = 10_000
TIE = 1e-3  # confidences as near as that are alike: a judge that errs once in a hundred has no finer ones
GRID = 64
PIECE = 250  # codes that the render thread takes at once
R = TypeVar("R")


def mnist(name: str, options: Options) -> list[Result]:
    """The judge is the less sure of a decode the less real the layer says it is: medians over deciles of realism."""
    import torch

    from trainers.metrics.realism import make_references, realism

    images, models = _mnist_models(options)
    space = _judge(images)
    with torch.inference_mode():
        references = make_references(space.features(_inputs(images.train[:N_REFERENCES])))
        held_out = realism(space.features(_inputs(images.test[:N_HELD_OUT])), references)
        results = [
            Result("mnist: the judge's accuracy on held-out images", space.accuracy, ""),
            Result("mnist: held-out real images that would count as holes", float((held_out < 1).float().mean()), ""),
        ]
        for model in models:
            values, confidence = _judged(model, images, space, references)
            deciles = values.argsort(descending=True).chunk(10)
            medians = [float(confidence[chosen].median()) for chosen in deciles]
            print(f"    {model.name}, most real tenth first: {', '.join(f'{m:.4f}' for m in medians)}", flush=True)
            rise = max(later - earlier for earlier, later in pairwise(medians))
            results.append(at_most(f"mnist {model.name}: greatest rise of confidence over the tenths", rise, "", TIE))
            results.append(Result(f"mnist {model.name}: share in holes", float((values < 1).float().mean()), ""))
    return results


def _judged(model: Family, images: Examples, space: FeatureSpace, references: References) -> tuple[Tensor, Tensor]:
    """Realism (N,) of decodes from the model's region, and how sure the judge is of its class for each."""
    import torch

    from trainers.metrics.realism import realism
    from trainers.metrics.regions import default_region, fit_region

    codes = model.encode(_inputs(images.train[:N_REFERENCES]))
    z = fit_region(default_region(model.capabilities), codes).sample(MNIST_CODES, torch.Generator().manual_seed(1))
    values, confidence = [], []
    for part in z.split(PIECE):
        x = model.decode(part)
        values.append(realism(space.features(x), references))
        probabilities = space.probabilities(x)
        assert probabilities is not None
        confidence.append(probabilities.amax(1))
    return torch.cat(values), torch.cat(confidence)


def cost(name: str, options: Options) -> list[Result]:
    """A 64 x 64 map of a model of 28 x 28 images with two numbers to a code, in pieces as the render thread works.

    Times do not depend on what was learned, so neither model nor judge is trained. They are those of the thread
    itself, so that whatever else the machine does falls on them least; the wall's stand beside them.
    """
    import torch

    from trainers.catalog import find_dataset, find_family
    from trainers.dataset import LoadContext
    from trainers.metrics.realism import make_references, realism
    from trainers.places import data_dir

    moons, family = find_dataset("moons"), find_family("vae")
    images = moons.load(moons.Config(), LoadContext(data_dir(options.data_dir)))
    space = _judge(images, steps=1)
    torch.manual_seed(0)
    model = family(family.Config(), images.image_shape, torch.device("cpu"))
    with torch.inference_mode():
        references = make_references(space.features(_inputs(images.train[:N_REFERENCES])))
        cells = (torch.arange(GRID) + 0.5) / GRID * 6 - 3
        parts = torch.cartesian_prod(cells, cells).split(PIECE)
        rows, walls = [], []
        for _ in range(options.repeats + 1):
            started = time.perf_counter()
            row = [0.0, 0.0, 0.0]  # milliseconds of decoding, features, distances
            for z in parts:
                times = [time.thread_time()]
                x = model.decode(z)
                times.append(time.thread_time())
                features = space.features(x)
                times.append(time.thread_time())
                realism(features, references)
                times.append(time.thread_time())
                row = [total + 1000 * (end - begin) for total, (begin, end) in zip(row, pairwise(times), strict=True)]
            rows.append(row)
            walls.append(1000 * (time.perf_counter() - started))
    split = [statistics.median(column) for column in zip(*rows[1:], strict=True)]
    wall = statistics.median(walls[1:])
    print("    decode {:.0f} ms, features {:.0f}, distances {:.0f}; wall {:.0f}".format(*split, wall), flush=True)
    whole = statistics.median(map(sum, rows[1:]))
    return [at_most(f"64 x 64 realism, {N_REFERENCES} references, one thread", whole, "ms", 250)]


def _mnist_models(options: Options) -> tuple[Examples, list[Family]]:
    """MNIST and the two models of the preset, with their display weights."""
    import torch

    from trainers.dataset import LoadContext
    from trainers.experiment import read_toml
    from trainers.places import data_dir
    from trainers.presets import preset_path
    from trainers.runs.starting import load_examples
    from trainers.training.loop import Loop

    experiment = read_toml(preset_path("ae-vs-vae-mnist")).with_setting("steps", MNIST_STEPS)
    images = load_examples(experiment, LoadContext(data_dir(options.data_dir)))
    loop = Loop(experiment, images, torch.device("cpu"))
    for _ in range(MNIST_STEPS):
        loop.step()
    for model, weights in zip(loop.models, loop.display_weights(), strict=True):
        model.nets.load_state_dict(weights)
        model.nets.eval().requires_grad_(False)
    return images, loop.models


def _judge(images: Examples, steps: int | None = None) -> FeatureSpace:
    """The judge that comes with the program, or one trained now."""
    import torch

    from trainers.looking.judge_store import find_judge
    from trainers.metrics.judge import STEPS, train_judge

    cpu = torch.device("cpu")
    found = find_judge(images.title, images, cpu) if steps is None else None
    return found or _result(train_judge(images, cpu, steps=steps or STEPS))


def _result(work: Generator[float, None, R]) -> R:
    while True:
        try:
            next(work)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def _inputs(images: object) -> Tensor:
    import torch

    return torch.tensor(images).float().div_(255)
