"""What each latent dimension costs and says: KL bars, beta, sigma."""
