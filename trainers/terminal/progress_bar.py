"""How far a run is, as a bar: on a terminal, or in a notebook."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from trainers.shown import shown_name

if TYPE_CHECKING:
    from trainers.experiment import Experiment

# What is shown of a run: the step, and per model its metrics, of which the first one is written beside the bar.
Show = Callable[[int, Sequence[Mapping[str, float]]], None]


@contextmanager
def progress_bar(experiment: Experiment, step: int, total: int, shown: bool) -> Iterator[Show]:
    """A bar from *step* to *total* that is moved by calling what is given; an invisible one unless *shown*."""
    bar = _bar_class()(
        total=total, initial=step, desc=shown_name(experiment.plan.title), unit="step", disable=not shown,
        dynamic_ncols=True,
    )  # fmt: skip

    def show(step: int, models: Sequence[Mapping[str, float]]) -> None:
        values = {
            shown_name(f"{spec.label} {name}"): f"{value:.4g}"
            for spec, metrics in zip(experiment.models, models, strict=False)
            for name, value in list(metrics.items())[:1]
        }
        if values:
            bar.set_postfix(values, refresh=False)
        bar.update(step - bar.n)

    with bar:
        yield show


def is_watched() -> bool:
    """Whether somebody sees a bar: on a terminal, or in a notebook."""
    return in_notebook() or all(stream is not None and stream.isatty() for stream in (sys.stdout, sys.stderr))


def in_notebook() -> bool:
    """Whether a Jupyter kernel runs this; an IPython on a terminal is a terminal."""
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    return shell is not None and "IPKernelApp" in shell.config


def _bar_class() -> Any:
    """tqdm's bar for a terminal, or in a notebook the one that it chooses there."""
    if not in_notebook():
        from tqdm import tqdm

        return tqdm
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a notebook without widgets, where letters make the bar
        from tqdm.auto import tqdm as chosen

        return chosen
