"""A part of a plane on the screen: which one, how it moves, lines and ways on it."""
