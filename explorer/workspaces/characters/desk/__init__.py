"""The writing desk: a beginning is typed, coloured by how surprising it is, and written on."""
