"""What temperature does: how good the texts of each model are, against how much of the variety of the data is left."""
