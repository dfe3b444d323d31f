"""Texts that ``trainers`` provides, in the language of the window."""
