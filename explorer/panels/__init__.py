"""Panels bind views to the session: ``show_state(new, old)`` hands on what changed, a view's wishes become intents."""
