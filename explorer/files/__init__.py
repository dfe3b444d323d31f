"""What the user opens, drops, saves and exports."""
