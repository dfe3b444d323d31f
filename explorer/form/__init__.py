"""The left column: data, presets, knobs."""
