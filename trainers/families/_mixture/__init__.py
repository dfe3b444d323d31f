"""What the mixture of Gaussians is made of, besides its algorithm."""
