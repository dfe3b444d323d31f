"""The window in which all runs are found again: named, noted, compared, opened, put away."""
