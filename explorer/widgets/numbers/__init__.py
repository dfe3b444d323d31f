"""Numbers that are typed, dragged and nudged, and how they are spaced and written."""
