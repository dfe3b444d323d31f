"""The three threads behind the window, and how one talks to them."""
