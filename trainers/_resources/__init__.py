"""In a wheel this folder is ``resources/``; in a checkout it is empty, and only tells the build where that goes."""
