"""Readers of other people's files: arrays, tables, pictures, folders of them, and what is fetched."""
