"""The arena: points, what the discriminator makes of the plane, and where it pushes."""
