"""``latent-explorer COMMAND``: one file per command."""
