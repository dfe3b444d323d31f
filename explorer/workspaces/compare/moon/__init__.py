"""The moon lab: a month as a line or a circle of codes."""
