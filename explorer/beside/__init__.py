"""What differs between models that stand side by side."""
