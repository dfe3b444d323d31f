"""The channels of looks at the game, each model its own."""

from __future__ import annotations

from trainers import messages
from trainers.messages.channels import Channel

ARENA = Channel("arena", messages.ArenaShown)
FAKES = Channel("fakes", messages.FakesShown)
INSPECTED = Channel("inspected", messages.FakeInspected)
SCORES = Channel("scores", messages.ScoresCompared)
MEASURED = Channel("measured", messages.SamplesMeasured)
GENERATIONS = Channel("generations", messages.GenerationsMatched)
