"""The bars at the top and the foot: controls, clock, timeline, device."""
