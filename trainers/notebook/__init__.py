"""In a notebook or a script: what ``import trainers`` offers."""
