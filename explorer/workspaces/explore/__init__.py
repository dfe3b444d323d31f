"""Explore: one model after the other, its map, its pictures."""
