"""The first file of the frozen program."""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a child process starts here as well, and must go no further
    from explorer.__main__ import main

    sys.exit(main())
