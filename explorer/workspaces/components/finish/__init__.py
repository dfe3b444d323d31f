"""Finish the picture: a covered one, sixteen endings, and the pace at which they are filled in."""
