"""Answers to whoever looks at a model, from frozen weights."""
