"""A monkey at the window: real mouse, wheel and key events over everything that is there, at random but from a seed.

``python -m tests.monkey --seed 7 --minutes 10`` fails, with the last deeds and the seed, on an exception in any
thread, a Qt warning, a window that stands still, or memory above the bound. Deed *n* of a seed depends on the seed, *n*
and what is on the screen only, so that the same deeds come again where the machine is as fast.
"""

from __future__ import annotations
