"""Other beginnings of a mixture, and where each of them leads."""
