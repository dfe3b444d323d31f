"""``python -m trainers.cli``: the commands without a window."""

import os
import sys

from trainers.link.shortcut import carry_at_once

if __name__ == "__main__":
    if carry_at_once(sys.argv[1:]):
        os._exit(0)  # a thread may still wait for the other end to say something
    from trainers.cli.main import main

    sys.exit(main())
