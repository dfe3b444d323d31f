"""Classes: what a teacher hands out, and what is seen from the last row."""
