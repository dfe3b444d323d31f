"""Latent Explorer as a library: train small generative models, and look inside them with numpy.

    import trainers

    run = trainers.train("vae-digits", steps=500, beta=4)  # a preset, a TOML file or an Experiment
    run.decode([[0, 0], [1, 0]])                           # images (2, 1, 16, 16) of two codes
    run.encode(run.examples.test[:10])                     # codes (10, 2) of ten held-out images
    run.sample(64, seed=1)                                 # new images (64, 1, 16, 16)
    run.map("tsne", perplexity=50).places                  # a map of the examples (N, 2), drawn without a model
    run.curves["neg_elbo"], run.evaluate()                 # the loss of every step; means over the held-out images
    run.train(200)                                         # goes on
    run.save("my-run")                                     # trainers.load("my-run"), or latent-explorer my-run

Arrays come and go in the shape of ``run.examples``: pictures (N, C, H, W) from 0 to 1, points of the plane (N, 2).
``help(trainers.train)`` names all that can be set, ``help(run)`` all that a run answers; ``trainers.list_presets()``
lists the experiments that come with the program. The numbers are those of the window and of the command line
(``latent-explorer``), bit for bit on a CPU. What goes wrong is said in one sentence, by ``trainers.ConfigError``,
``DataError``, ``RunFolderError`` or ``NonFiniteError``; ``trainers.Experiment`` is what a TOML file holds.

There is no Qt in here, and ``import trainers`` is cheap: torch is imported when a model is first built (see
``trainers.lazy``), and the names below when they are first used.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

from trainers.machine.heap import keep_memory

if TYPE_CHECKING:
    from trainers.experiment import Experiment as Experiment
    from trainers.kinds import DataError as DataError
    from trainers.knobs import ConfigError as ConfigError
    from trainers.notebook.notebook_run import NotebookModel as NotebookModel
    from trainers.notebook.notebook_run import NotebookRun as NotebookRun
    from trainers.notebook.notebook_run import load as load
    from trainers.notebook.notebook_run import train as train
    from trainers.presets import list_presets as list_presets
    from trainers.runs.files import RunFolderError as RunFolderError
    from trainers.training.scalars import NonFiniteError as NonFiniteError
else:
    _HOMES: dict[str, str] = {  # of what is imported at its first use
        **dict.fromkeys(("train", "load", "NotebookRun", "NotebookModel"), "notebook.notebook_run"),
        "list_presets": "presets", "Experiment": "experiment", "ConfigError": "knobs", "DataError": "kinds",
        "RunFolderError": "runs.files", "NonFiniteError": "training.scalars",
    }  # fmt: skip

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(f"trainers.{_HOMES[name]}"), name)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES} - {"TYPE_CHECKING", "import_module", "keep_memory", "os"})


__all__ = ["train", "load", "list_presets", "NotebookRun", "NotebookModel"]  # of which help() tells; the rest is there
__version__ = "0.1.0"

# How long OpenMP's threads spin at the end of a parallel region before they sleep. Its default holds a core for
# milliseconds, in which nobody else gets on, and training crawls as soon as another program is busy; sleeping at once
# costs half the speed of small networks. Measured on two cores (2-D VAE, steps/s alone, dragging, beside a busy
# program): this 145, 85, 9; 10 000: 125, 50, 22; none: 80, 30, 69. Must be set before torch loads the OpenMP library.
if "OMP_WAIT_POLICY" not in os.environ:
    os.environ.setdefault("GOMP_SPINCOUNT", "100000")

# Of how many kernels that oneDNN has made for networks and sizes of theirs it keeps the code, 0.3 MB each. A run has
# some 50 to 100; it would keep 1024, mostly of models that are long gone. Must be set before torch loads it.
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "128")

# numpy asks the system for pages of 2 MB where an array takes 4 MB or more. Such arrays come and go, what comes in
# their place does not fill these pages, and they count whole. Must be set before numpy is imported.
os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")

keep_memory()


def preload() -> None:
    """Imports torch now. On Windows this must come before the first import of Qt, whose DLLs break torch's start."""
    import torch  # noqa: F401
