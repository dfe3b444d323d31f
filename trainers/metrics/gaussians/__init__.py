"""Mixtures of Gaussians: expectation and maximisation, where it begins, what may be set by hand, seen in a plane."""
