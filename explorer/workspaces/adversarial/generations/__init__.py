"""Generators and discriminators of different steps."""
