"""Mixtures: Gaussians fitted by EM, half step by half step, moved by hand, begun elsewhere, and counted."""
