"""Compare: where the holes of each model are, and what can be tried on them."""
