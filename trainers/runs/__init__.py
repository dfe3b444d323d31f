"""Runs: the one driver, and a run on the disk, file by file."""
