"""Small generative models, trained in the open: a library and a command line without any Qt.

``import trainers`` is cheap: torch is imported when a model is first built (see ``trainers.lazy``).
"""

import os

from trainers.heap import keep_memory

__version__ = "0.1.0"

# How long OpenMP's threads spin at the end of a parallel region before they sleep. Its default holds a core for
# milliseconds, in which nobody else gets on, and training crawls as soon as another program is busy; sleeping at once
# costs half the speed of small networks. Measured on two cores (2-D VAE, steps/s alone, dragging, beside a busy
# program): this 145, 85, 9; 10 000: 125, 50, 22; none: 80, 30, 69. Must be set before torch loads the OpenMP library.
if "OMP_WAIT_POLICY" not in os.environ:
    os.environ.setdefault("GOMP_SPINCOUNT", "100000")

keep_memory()


def preload() -> None:
    """Imports torch now. On Windows this must come before the first import of Qt, whose DLLs break torch's start."""
    import torch  # noqa: F401
