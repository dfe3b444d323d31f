"""The pixel under the pointer: what was expected there, what it looked at, and what surprised the model."""
