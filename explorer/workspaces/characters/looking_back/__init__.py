"""What a model looks at when it foresees the next character: attention, gradients, cells of a memory, counts."""
