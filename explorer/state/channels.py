"""The channels of looks that the window asks in every workspace; a workspace of its own brings further ones."""

from __future__ import annotations

from trainers import messages
from trainers.messages.channels import Channel

# One of each model.
CURSOR = Channel("cursor", messages.Decoded)  # what lies under the pointer, or where the cursor was left
WALK = Channel("walk", messages.Decoded)  # along the path through the pins
CURSOR_VALUES = Channel("cursor values", messages.CodesMeasured)  # how real what is under the cursor looks
NEAREST = Channel("nearest", messages.NearestFound)
GRID = Channel("grid", messages.DecodedGrid)  # the background of a map
BASELINES = Channel("baselines", messages.BaselinesMeasured)  # what simpler ways make of the data
STAGES = Channel("stages", messages.Drawn)  # how the samples of a model come about

# Of all models at once.
COUNTED = Channel("counted", messages.TextCounted)  # how well counting foresees a text
DRAWN = Channel("drawn", messages.Encoded)  # what the user has drawn
DATA = Channel("data", messages.Codes)  # all training images
