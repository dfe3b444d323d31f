"""``python -m trainers``: the commands without a window, as in ``torchrun -m trainers train ...``."""

import sys

from trainers.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
