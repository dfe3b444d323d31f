"""The loop that trains, its whole state, and how many threads it takes."""
