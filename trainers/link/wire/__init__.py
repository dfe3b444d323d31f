"""How the conversation is written down: what may be said, how each value becomes JSON and bytes, and how frames follow
each other on a stream."""
