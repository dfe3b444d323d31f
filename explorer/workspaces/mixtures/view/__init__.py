"""One mixture in the plane: its examples, its density, and the ellipses of its components, which can be moved."""
