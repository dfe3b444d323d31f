"""Small generative models, trained in the open: a library and a command line without any Qt.

``import trainers`` is cheap: torch is imported when a model is first built (see ``trainers.lazy``).
"""

import ctypes
import os
import sys

__version__ = "0.1.0"

# How long OpenMP's threads spin at the end of a parallel region before they sleep. Its default holds a core for
# milliseconds, in which nobody else gets on, and training crawls as soon as another program is busy; sleeping at once
# costs half the speed of small networks. Measured on two cores (2-D VAE, steps/s alone, dragging, beside a busy
# program): this 145, 85, 9; 10 000: 125, 50, 22; none: 80, 30, 69. Must be set before torch loads the OpenMP library.
if "OMP_WAIT_POLICY" not in os.environ:
    os.environ.setdefault("GOMP_SPINCOUNT", "100000")


M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of malloc.h
KEPT, KEPT_APART = 256 * 2**20, 32 * 2**20  # bytes


def _keep_memory() -> None:
    """Each step takes and frees the same megabytes. glibc would hand them back to the system and fetch them again page
    by page: beside the window, whose threads do likewise, training runs 5 to 12 % faster when it keeps them."""
    chosen = any(name.startswith("MALLOC_") for name in os.environ)
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" and not chosen else None
    if mallopt is not None:  # other C libraries lack it
        mallopt(M_TRIM_THRESHOLD, KEPT)
        mallopt(M_MMAP_THRESHOLD, KEPT_APART)


_keep_memory()


def preload() -> None:
    """Imports torch now. On Windows this must come before the first import of Qt, whose DLLs break torch's start."""
    import torch  # noqa: F401
