"""What a command line and a notebook share: a progress bar, and a clean end by Ctrl-C."""
