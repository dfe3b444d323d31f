"""What is selected, and how clusters and classes go together."""
