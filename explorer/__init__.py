"""The window: Qt only, never torch. Start reading at ``window.py``, then ``session.py`` and ``state.py``."""
