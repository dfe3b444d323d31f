"""Is the game of generator and discriminator going well? Rules over measurements. Neither torch nor Qt."""
