"""``python -m trainers.cli``: the commands without a window."""

import sys

from trainers.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
