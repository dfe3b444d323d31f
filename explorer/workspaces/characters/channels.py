"""The channels of looks at models that write text, one of each model."""

from __future__ import annotations

from trainers import messages
from trainers.messages.channels import Channel

FORESEEN = Channel("foreseen", messages.Foreseen)  # at each place of the beginning
WRITTEN = Channel("written", messages.Written)  # how it goes on
