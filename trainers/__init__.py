"""Small generative models, trained in the open: a library and a command line without any Qt.

``import trainers`` is cheap: torch is imported when a model is first built (see ``trainers.lazy``).
"""

import os

__version__ = "0.1.0"

# Between parallel regions OpenMP's threads would spin, each taking a whole core from the window and the render thread;
# beside a second busy program training then crawls (measured on two cores: 2 to 41 steps/s spinning, 47 waiting). Must
# be set before torch loads the OpenMP library.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def preload() -> None:
    """Imports torch now. On Windows this must come before the first import of Qt, whose DLLs break torch's start."""
    import torch  # noqa: F401
