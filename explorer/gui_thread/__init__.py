"""What keeps the window's thread free, and what must happen on it alone."""
