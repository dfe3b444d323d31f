"""Widgets that know nothing of models. Each runs alone: ``python -m explorer.widgets.card``."""
