"""A run for other programs: pictures, tables, weights, ONNX graphs, TensorBoard events, a notebook, and a command."""
