"""Character by character: models that write text, and how far each character was expected."""
