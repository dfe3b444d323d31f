"""How many components the examples bear."""
