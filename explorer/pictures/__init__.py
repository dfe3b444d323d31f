"""Views of pictures: grids, strips, walks, pads to draw on."""
