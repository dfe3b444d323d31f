"""Sweeps: one experiment trained for several values of a setting or two, and for several seeds."""
