"""One widget per file. Each runs alone with sample data: ``python -m explorer.views.latent_map``."""
