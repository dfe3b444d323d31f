"""Pictures as numbers: between numpy, Qt and files; strokes; points as pictures. No widgets."""
