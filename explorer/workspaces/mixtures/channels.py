"""The channels of looks at mixtures, each model its own."""

from __future__ import annotations

from trainers import messages
from trainers.messages.channels import Channel

MIXTURE = Channel("mixture", messages.MixtureShown)
STARTS = Channel("mixture starts", messages.StartsTried)
SIZES = Channel("mixture sizes", messages.SizesCompared)
EXAMPLE = Channel("mixture example", messages.ExamplesShown)  # the one under the pointer
DRAWN_APART = Channel("mixture samples", messages.ComponentsDrawn)
