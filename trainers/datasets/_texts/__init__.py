"""What datasets of texts are made of: alphabets, lines and pieces, and the languages of texts that are invented."""
