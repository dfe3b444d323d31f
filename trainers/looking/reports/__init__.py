"""What the command line tells of frozen weights, as figures and as pictures."""
