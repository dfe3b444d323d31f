"""How long one iteration of EM takes: shares, means and covariances of 5 000 points, eight components.

    python -m tests.benchmarks --only mixtures

Each figure is the median of ``--repeats`` times 20 iterations, in milliseconds of computing on one thread. The
reference is the same iteration of scikit-learn, turn about: the ratio says how many of ours fit into one of theirs.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.benchmarks import Options, Result, against, at_most, interleaved

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.metrics.gaussians.mixtures import Form

POINTS, COMPONENTS, FLOOR = 5000, 8, 1e-6
MOST = 16.0  # milliseconds of an iteration in the plane, full covariances
TURNS = 20
FORMS: dict[Form, str] = {"full": "full", "diagonal": "diag", "spherical": "spherical", "tied": "tied"}


def run(options: Options) -> list[Result]:
    from threadpoolctl import threadpool_limits

    from trainers.training.sharing import use_threads

    use_threads(1)
    with threadpool_limits(1):  # scikit-learn's, too
        return _measure(options)


def _measure(options: Options) -> list[Result]:
    results = []
    for form in options.names or tuple(FORMS):
        for width in (2, 8):
            ours, theirs = interleaved(options.repeats, *_iterations(width, form))
            name = f"EM iteration, {form}, {width} dimensions"
            if (form, width) == ("full", 2):
                results.append(at_most(name, statistics.median(ours), "ms", MOST))
            speeds = [[1000 / value for value in values] for values in (ours, theirs)]
            results.append(against(f"{name}, beside scikit-learn", *speeds, "1/s", 1.0))
    return results


def _iterations(width: int, form: Any) -> tuple[Callable[[], float], Callable[[], float]]:
    """Our iteration and that of scikit-learn on the same points: milliseconds, the median of TURNS."""
    from sklearn.mixture import GaussianMixture

    from trainers.metrics.gaussians.mixtures import in_form, maximise, responsibilities, widened
    from trainers.metrics.gaussians.starts import spread_start

    x = _clouds(width)
    start = in_form(spread_start(x, COMPONENTS, 0), form)
    theirs = GaussianMixture(COMPONENTS, covariance_type=FORMS[form], reg_covar=FLOOR, random_state=0)
    points = x.numpy()
    theirs.fit(points)

    def ours() -> None:
        given, _ = responsibilities(x, start)
        widened(maximise(x, given, 0.0, form, start), FLOOR)

    def reference() -> None:
        _, log_shares = theirs._e_step(points)
        theirs._m_step(points, log_shares)

    return lambda: _milliseconds(ours), lambda: _milliseconds(reference)


def _clouds(width: int) -> Tensor:
    import torch

    generator = torch.Generator().manual_seed(0)
    centres = 3 * torch.randn(COMPONENTS, width, generator=generator, dtype=torch.float64)
    which = torch.randint(COMPONENTS, (POINTS,), generator=generator)
    return centres[which] + torch.randn(POINTS, width, generator=generator, dtype=torch.float64)


def _milliseconds(work: Callable[[], None]) -> float:
    found = []
    for _ in range(TURNS):
        begun = time.process_time()
        work()
        found.append(1000 * (time.process_time() - begun))
    return statistics.median(found)
