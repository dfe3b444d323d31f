"""Small generative models, trained in the open: a library and a command line without any Qt.

``import trainers`` is cheap: torch is imported when a model is first built (see ``trainers.lazy``).
"""

__version__ = "0.1.0"


def preload() -> None:
    """Imports torch now. On Windows this must come before the first import of Qt, whose DLLs break torch's start."""
    import torch  # noqa: F401
