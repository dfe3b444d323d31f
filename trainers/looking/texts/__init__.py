"""Looks at models that write texts."""
