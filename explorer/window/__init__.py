"""The main window: what it is put together of, who is connected to whom, and what belongs to nothing else in it."""
