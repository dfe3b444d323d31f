"""What lies over a map: labels, legend, the decode in its corner."""
