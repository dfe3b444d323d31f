"""Networks, their losses and their optimiser: plain PyTorch, shared by the families."""
