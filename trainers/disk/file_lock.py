"""A lock of the operating system's on an open file: it ends with the process that holds it, however that ends."""

from __future__ import annotations

import logging
import os
import sys

log = logging.getLogger(__name__)

if sys.platform == "win32":
    import msvcrt

    _FAR = 2**20  # a byte beyond what is written there, which stays readable to others

    def take_lock(handle: int) -> bool:
        """Whether the lock is held now, which another holder prevents; nobody is waited for."""
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def take_lock(handle: int) -> bool:
        """Whether the lock is held now, which another holder prevents; nobody is waited for."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:  # some network drives
            log.warning("no locks here (%s): nothing guards against a second writer", error.strerror)
        return True
