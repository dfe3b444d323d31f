"""Everything the window shows, as one frozen value, and how it comes to be."""
