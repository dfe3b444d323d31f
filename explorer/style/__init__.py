"""Colours, style sheet, icons, letters."""
