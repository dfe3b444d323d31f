"""A run on another machine: how one comes to it, and how things stand with the link."""
