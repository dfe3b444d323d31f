"""The table of small pictures: which neighbours are counted, what was counted, and how good that can be."""
