"""A run, or what a student did in a lesson, as one HTML file that needs nothing else: no network, no script."""
