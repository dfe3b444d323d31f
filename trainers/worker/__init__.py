"""The two threads behind the window, and how one talks to them."""
