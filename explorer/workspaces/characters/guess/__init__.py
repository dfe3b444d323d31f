"""Guess first: a held-out text is uncovered character by character, by the reader and the models side by side."""
