"""What sprites are made of: a canvas, body plans, how they are drawn, and which pictures are such sprites."""
