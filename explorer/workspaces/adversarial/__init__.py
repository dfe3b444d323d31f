"""Adversarial: generator and discriminator against each other."""
