"""How much of each region lies in holes, side by side: box, Gaussian, prior, and mixtures of any size."""
