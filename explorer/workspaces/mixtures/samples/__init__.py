"""What each component of a mixture draws, where examples are pictures."""
