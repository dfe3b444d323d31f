"""How many holes a mixture meets that is fitted to the codes of an autoencoder, beside the box of the codes.

Presets, to be picked with ``--names``: ``ae-digits``, ``ae-mnist-2d`` and ``ae-mnist-32d`` (the last two need the MNIST
files), each with every seed. Trained, judged and counted as in the window, on one thread; figures are medians over the
seeds, and the ratio is that of the pairs. Takes some minutes, so it runs only when asked for: ``--only mixture_holes``.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from tests.benchmarks import Options, Result

if TYPE_CHECKING:
    from trainers.looking.looker import Looker
    from trainers.messages import RegionScore

DEFAULT = False
STEPS = {"ae-digits": 2500, "ae-mnist-2d": 2000, "ae-mnist-32d": 2000}  # of MNIST's 6000: holes hardly change after
SIZES = (5, 10, 20, 30)
WIDE = ("ae-mnist-32d",)  # whose usual mixtures are diagonal: full ones stand beside
COUNT = 2000  # codes of a score
MOST = 1 / 3  # of the box's share


def run(options: Options) -> list[Result]:
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return [result for name in options.names or STEPS for result in _measure(name, options)]
    finally:
        torch.set_num_threads(before)


def _measure(name: str, options: Options) -> list[Result]:
    if name not in STEPS:
        raise SystemExit(f"--names: expected some of {', '.join(STEPS)}, found {name!r}")
    tables, baselines, owns, seconds = [], [], [], []
    for seed in options.seeds:
        looker = _trained(name, seed, options)
        scores, baseline, own, spent = _scores(looker, name in WIDE)
        told = ", ".join(f"{_title(score)} {score.share:.1%}" for score in scores)
        print(f"    {name} seed {seed}: {told}; the codes {own:.1%}, real held-out images {baseline:.1%}", flush=True)
        tables.append([score.share for score in scores])
        baselines.append(baseline)
        owns.append(own)
        seconds.append(spent)
    titles = [_title(score) for score in scores]
    columns = list(zip(*tables, strict=True))
    boxes = columns[0]
    results = [
        Result(f"{name}: real held-out images in holes", statistics.median(baselines), ""),
        Result(f"{name}: the very codes of training images", statistics.median(owns), ""),
        Result(f"{name}: {titles[0]}", statistics.median(boxes), ""),
        Result(f"{name}: CPU time of all fits and scores of a seed", statistics.median(seconds), "s"),
    ]
    for title, column in zip(titles[1:], columns[1:], strict=True):
        ratio = statistics.median(share / box for share, box in zip(column, boxes, strict=True))
        share, box = statistics.median(column), statistics.median(boxes)
        asked = title != "gaussian"  # which stands beside for comparison
        target = f"<= {MOST:.3g} x box" if asked else ""
        ok = ratio <= MOST if asked else None
        results.append(Result(f"{name}: {title}", share, "", reference=box, ratio=ratio, target=target, ok=ok))
    return results


def _title(score: RegionScore) -> str:
    from trainers.messages import Region

    if score.drawn.region is not Region.MIXTURE:
        return str(score.drawn.region)
    fit = score.drawn.mixture
    fewer = f", {score.components} fitted" if score.components < fit.components else ""
    return f"mixture of {fit.components}{fewer}" + (f", {fit.covariance}" if fit.covariance else "")


def _trained(name: str, seed: int, options: Options) -> Looker:
    """A looker at the preset's model, with the weights that the window would show."""
    import torch

    from trainers.dataset import LoadContext
    from trainers.experiment import read_toml
    from trainers.looking.looker import Looker
    from trainers.places import data_dir
    from trainers.presets import preset_path
    from trainers.runs.starting import load_examples
    from trainers.training.loop import Loop
    from trainers.training.snapshot import Snapshot

    experiment = read_toml(preset_path(name)).with_settings({"seed": seed, "steps": STEPS[name]})
    images = load_examples(experiment, LoadContext(data_dir(options.data_dir)))
    loop = Loop(experiment, images, torch.device("cpu"))
    for _ in range(STEPS[name]):
        loop.step()
    looker = Looker(experiment, images, torch.device("cpu"))
    configs = tuple(model.config for model in experiment.models)
    looker.load(Snapshot(1, STEPS[name], tuple(loop.display_weights()), configs))
    return looker


def _scores(looker: Looker, wide: bool) -> tuple[tuple[RegionScore, ...], float, float, float]:
    """Box, Gaussian and mixtures; the share in holes of real images, and of the codes of training images: no density of
    these can be expected to meet fewer; and CPU seconds."""
    import torch

    from trainers import messages
    from trainers.looking.answers import Answers
    from trainers.messages import Covariance, DrawnFrom, MixtureFit, Region

    asked = Answers(looker)
    forms = (None, Covariance.FULL) if wide else (None,)
    mixtures = (DrawnFrom(Region.MIXTURE, MixtureFit(size, form)) for form in forms for size in SIZES)
    regions = (DrawnFrom(Region.BOX), DrawnFrom(Region.GAUSSIAN), *mixtures)
    baseline = 0.0
    with torch.inference_mode():
        warm = messages.ScoreRegions(1, 1, "warm", 0, messages.Layer.REALISM, regions[:1], 10)
        for result in asked.answer(warm):  # finds the judge
            if isinstance(result, messages.JudgeChanged):
                baseline = result.baseline
        started = time.process_time()
        look = messages.ScoreRegions(1, 2, "regions", 0, messages.Layer.REALISM, regions, COUNT)
        *_, last = (result for result in asked.answer(look) if result is not None)
        spent = time.process_time() - started
    assert isinstance(last, messages.RegionsScored), last
    return last.scores, baseline, last.own, spent
