"""The latent map: codes on a plane, cursor, pins, zoom, layers of holes."""
