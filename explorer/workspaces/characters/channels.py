"""The channels of looks at models that write text, one of each model."""

from __future__ import annotations

from trainers import messages
from trainers.messages.channels import Channel

FORESEEN = Channel("foreseen", messages.Foreseen)  # at each place of the beginning
GUESSED = Channel("guessed", messages.Foreseen)  # at each place of the text that is guessed
WRITTEN = Channel("written", messages.Written)  # how it goes on
TEMPERED = Channel("tempered", messages.Tempered)  # how good it is by temperature
TRACED = Channel("traced", messages.TracedBack)  # what is looked back at
ALIKE = Channel("alike", messages.AlikeFound)  # where a cell of a memory is as high
