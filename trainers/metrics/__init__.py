"""Measurements of models: what they cover, how real their pictures are, where the holes lie; one file each."""
