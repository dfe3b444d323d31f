"""Sweeps in the window: what is swept, the queue of runs that another process trains, what they come to."""
