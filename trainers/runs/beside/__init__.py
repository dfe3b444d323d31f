"""Finished models side by side: out of runs of their own, and looked at as if they had trained together."""
