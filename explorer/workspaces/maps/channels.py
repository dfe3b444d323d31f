"""The channels of looks at maps of the examples, and at clusters of them."""

from __future__ import annotations

from trainers import messages
from trainers.messages.channels import Channel

# One of each tile, by its number.
TILE = Channel("map tile", messages.MapMade)  # drawn by a method
JUDGED = Channel("map judged", messages.MapJudged)  # how far codes can be trusted

CLUSTERS = Channel("map clusters", messages.ClustersFound)
EXAMPLES = Channel("map examples", messages.ExamplesShown)  # all that maps show, where they are small
PEEKED = Channel("map peeked", messages.ExamplesShown)  # else the one under the pointer
CHOSEN = Channel("map chosen", messages.ExamplesShown)  # ... and those that are selected
UNDER = Channel("map under", messages.Decoded)  # what a model makes of the place under the pointer
