"""The first file of the frozen program."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import MutableMapping


def restore_search_path(environ: MutableMapping[str, str]) -> None:
    """Put the search path of libraries back as the user had it.

    PyInstaller's start has made it ours, which the loader has read by now. A file manager or browser that this program
    opens would inherit it and load our libraries instead of its own. Our own children set it up for themselves again,
    which the variable of PyInstaller asks for.
    """
    if "LD_LIBRARY_PATH" not in environ:
        return
    original = environ.pop("LD_LIBRARY_PATH_ORIG", "")
    if original:
        environ["LD_LIBRARY_PATH"] = original
    else:
        del environ["LD_LIBRARY_PATH"]
    environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


if __name__ == "__main__":
    multiprocessing.freeze_support()  # a child process starts here as well, and must go no further
    if sys.platform == "linux":
        restore_search_path(os.environ)
    from explorer.__main__ import main

    sys.exit(main())
