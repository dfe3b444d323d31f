"""What the layers of holes find where the holes are known, and what a map of them costs.

Parts, to be picked with ``--names``: ``ring``, ``blobs``, ``square`` and ``moons`` (both families against the truth,
and how stable the map is), ``controls`` (where everything or nothing is a hole), ``mnist`` (the judge's confidence over
the layer's deciles; needs the MNIST files) and ``cost``. All on one thread, as the render thread works. Takes some
minutes, so it runs only when asked for: ``--only holes``.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks import Options, Result, _holes_judged, at_most

if TYPE_CHECKING:
    from torch import Tensor

    from tests.benchmarks._known_holes import KnownHoles
    from trainers.examples import Examples
    from trainers.family import Family
    from trainers.metrics.realism import References

DEFAULT = False
DATA = ("ring", "blobs", "square", "moons")
N_REFERENCES = 2000
N_CODES = 4000  # drawn where a layer is held against the truth
LEAST_AUROC = {"realism": 0.93, "coverage of codes": 0.93, "coverage of posteriors": 0.80}
GRID = 64
REPEATS = 200
SCORED = 2000  # codes of one score
LARGE = 100_000  # codes of the value that it stands for


def run(options: Options) -> list[Result]:
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        results: list[Result] = []
        for name in options.names or (*DATA, "controls", "mnist", "cost"):
            results += _part(name)(name, options)
        return results
    finally:
        torch.set_num_threads(before)


def _part(name: str) -> Callable[[str, Options], list[Result]]:
    others: dict[str, Callable[[str, Options], list[Result]]]
    others = {"controls": _controls, "mnist": _holes_judged.mnist, "cost": _holes_judged.cost}
    if name not in (*DATA, *others):
        raise SystemExit(f"--names: expected some of {', '.join((*DATA, *others))}, found {name!r}")
    return others.get(name, _known)


def _at_least(name: str, value: float, unit: str, target: float) -> Result:
    return Result(name, value, unit, target=f">= {target:g} {unit}".rstrip(), ok=value >= target)


# --------------------------------------------------------------------------- against the truth


class Found(NamedTuple):
    """What one model's layers say of codes drawn from its region, beside the truth."""

    layer: str
    auroc: float
    share: float
    truth: float


def _known(name: str, options: Options) -> list[Result]:
    """AUROC per family and layer, median over the seeds; stability with the first seed."""
    import torch

    from tests.benchmarks._known_holes import HOLED, train

    data = HOLED[name]
    found: dict[tuple[str, str], list[Found]] = {}
    stable: list[Result] = []
    for seed in options.seeds:
        images = data.images(seed)
        for model in train(data, images, seed):
            with torch.inference_mode():
                for each in _against_truth(data, images, model):
                    found.setdefault((model.name, each.layer), []).append(each)
                if seed == options.seeds[0]:
                    stable += _stability(data, images, model)
    results = []
    for (family, layer), seeds in found.items():
        print(f"    {name} {family} {layer}, seeds {options.seeds}: {', '.join(f'{s.auroc:.3f}' for s in seeds)}")
        label = f"{name} {family}: {layer}"
        results.append(_at_least(f"{label}, AUROC", statistics.median(s.auroc for s in seeds), "", LEAST_AUROC[layer]))
        share, truth = (statistics.median(getattr(s, field) for s in seeds) for field in ("share", "truth"))
        results.append(Result(f"{label}, share in holes (truth beside)", share, "", reference=truth))
    return results + stable


def _against_truth(data: KnownHoles, images: Examples, model: Family) -> list[Found]:
    import torch

    from tests.benchmarks._known_holes import to_float
    from trainers.metrics.coverage import (
        POSTERIOR_THRESHOLD,
        code_coverage,
        in_prior,
        make_cloud,
        posterior_coverage,
        widened,
    )
    from trainers.metrics.regions import default_region, fit_region
    from trainers.pieces import finish

    x = to_float(images.train)
    codes = model.encode(x)
    region = fit_region(default_region(model.capabilities), codes)
    z = region.sample(N_CODES, torch.Generator().manual_seed(1))
    truth = data.off(model.decode(z)) > 1
    values = _realism(model, z, _references(x[:N_REFERENCES]))
    found = [_found("realism", -values, truth, values < 1)]
    if "posterior" in model.capabilities:
        bulk = in_prior(z)
        mu, logvar = model.posterior(to_float(images.test))
        excess = posterior_coverage(z, mu, finish(widened(mu, logvar)))[bulk]
        return [*found, _found("coverage of posteriors", excess, truth[bulk], excess > POSTERIOR_THRESHOLD)]
    cloud = make_cloud(codes[:N_REFERENCES])
    values = code_coverage(z, cloud)
    return [*found, _found("coverage of codes", values, truth, values > cloud.threshold)]


def _found(layer: str, suspicion: Tensor, truth: Tensor, holes: Tensor) -> Found:
    from sklearn.metrics import roc_auc_score

    auroc = roc_auc_score(truth.numpy(), suspicion.numpy())
    return Found(layer, float(auroc), float(holes.float().mean()), float(truth.float().mean()))


def _references(x: Tensor) -> References:
    from trainers.metrics.realism import make_references

    return make_references(x.flatten(1))


def _realism(model: Family, z: Tensor, references: References) -> Tensor:
    import torch

    from trainers.metrics.realism import realism

    return torch.cat([realism(model.decode(part).flatten(1), references) for part in z.split(N_CODES)])


# --------------------------------------------------------------------------- stability


def _stability(data: KnownHoles, images: Examples, model: Family) -> list[Result]:
    """Maps from disjoint halves of the references, and how often a score's interval holds what many codes say."""
    import torch

    from tests.benchmarks._known_holes import to_float
    from trainers.metrics.hole_score import hole_score
    from trainers.metrics.regions import default_region, fit_region

    x = to_float(images.train)
    region = fit_region(default_region(model.capabilities), model.encode(x))
    halves = [_references(x[:N_REFERENCES]), _references(x[N_REFERENCES : 2 * N_REFERENCES])]
    grid = _grid(region.sample(LARGE, torch.Generator().manual_seed(2)))
    first, second = (_realism(model, grid, half) for half in halves)
    large = [_realism(model, region.sample(LARGE, torch.Generator().manual_seed(3)), half) for half in halves]
    shares = [float((values < 1).float().mean()) for values in large]
    covered = 0
    for repeat in range(REPEATS):
        z = region.sample(SCORED, torch.Generator().manual_seed(100 + repeat))
        score = hole_score(_realism(model, z, halves[0]), 1.0, high_is_hole=False, seed=repeat)
        covered += score.low <= shares[0] <= score.high
    label = f"{data.name} {model.name}"
    # As drawn, what is fine is all alike: the truth may be the same everywhere there, and ranks those of chance.
    drawn = _alike(first.clamp_max(1), second.clamp_max(1))
    return [
        _at_least(f"{label}: Spearman of the halves' maps, fine alike", drawn, "", 0.9),
        Result(f"{label}: Spearman of the halves' maps, all values", _alike(first, second), ""),
        _at_least(f"{label}: intervals that hold the large-sample share", covered / REPEATS, "", 0.9),
        Result(f"{label}: share by one half (by the other beside)", shares[0], "", reference=shares[1]),
    ]


def _alike(first: Tensor, second: Tensor) -> float:
    """Rank correlation; equal values share their mean rank."""
    from scipy.stats import spearmanr

    return float(spearmanr(first.numpy(), second.numpy()).statistic)


def _grid(drawn: Tensor) -> Tensor:
    """Codes (64 * 64, 2) of cell centres over the extent of codes of a region, as a map shows it."""
    import torch

    low, high = drawn.quantile(0.005, dim=0), drawn.quantile(0.995, dim=0)
    cells = (torch.arange(GRID) + 0.5) / GRID
    return low + torch.cartesian_prod(cells, cells) * (high - low)


# --------------------------------------------------------------------------- controls


def _controls(name: str, options: Options) -> list[Result]:
    import torch

    with torch.inference_mode():
        return [*_disc_without_holes(), *_random_decoder(), *_ring_by_principal_components()]


def _disc_without_holes() -> list[Result]:
    import numpy as np
    import torch

    from tests.benchmarks._known_holes import DISC, identity, points_of_disc, to_float

    images, z = DISC.images(0), torch.tensor(points_of_disc(N_CODES, np.random.default_rng(1))).float()
    share = float((_realism(identity(), z, _references(to_float(images.train)[:N_REFERENCES])) < 1).float().mean())
    return [at_most("filled disc, identity: share in holes by realism", share, "", 0.03)]


def _random_decoder() -> list[Result]:
    import torch

    from tests.benchmarks._known_holes import RING, TORN_MOONS, to_float, untrained
    from trainers.messages import Region
    from trainers.metrics.regions import fit_region

    results = []
    for data in (RING, TORN_MOONS):
        images = data.images(0)
        z = fit_region(Region.PRIOR, torch.zeros(0, 2)).sample(N_CODES, torch.Generator().manual_seed(1))
        references = _references(to_float(images.train)[:N_REFERENCES])
        share = float((_realism(untrained(data, images, 0), z, references) < 1).float().mean())
        results.append(_at_least(f"{data.name}, random decoder: share in holes by realism", share, "", 0.95))
    return results


def _ring_by_principal_components() -> list[Result]:
    """Inside the ring everything is a hole, and every code comes back exactly where it was."""
    import numpy as np
    import torch

    from tests.benchmarks._known_holes import (
        RING,
        RING_RADIUS,
        points_of_disc,
        principal_components,
        to_float,
        to_images,
    )
    from trainers.metrics.coverage import code_coverage, make_cloud
    from trainers.metrics.geometry import code_scale, round_trip

    x = to_float(RING.images(0).train)
    model = principal_components(x)
    middle = to_images(points_of_disc(N_CODES, np.random.default_rng(1), RING_RADIUS / 2))
    z, codes = model.encode(torch.tensor(middle).float()), model.encode(x)
    cloud = make_cloud(codes[:N_REFERENCES])
    realism_fires = (_realism(model, z, _references(x[:N_REFERENCES])) < 1).float().mean()
    coverage_fires = (code_coverage(z, cloud) > cloud.threshold).float().mean()
    trip = round_trip(z, model.encode(model.decode(z)), code_scale(codes)).max()
    return [
        _at_least("ring by principal components: holes found by realism", float(realism_fires), "", 0.95),
        _at_least("ring by principal components: holes found by coverage", float(coverage_fires), "", 0.95),
        at_most("ring by principal components: longest round trip", float(trip), "sigma", 0.01),
    ]
