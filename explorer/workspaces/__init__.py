"""The ways of looking at an experiment, a folder each."""
