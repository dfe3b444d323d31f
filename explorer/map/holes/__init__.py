"""Holes on a map: the measured layer, its legend, its words."""
