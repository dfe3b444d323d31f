"""What may come next: the odds of the character behind the caret."""
