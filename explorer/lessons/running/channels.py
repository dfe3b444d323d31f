"""What a lesson asks the models itself."""

from __future__ import annotations

from trainers import messages
from trainers.messages.channels import Channel

PLACE = Channel("lesson place", messages.CodesMeasured)  # how real a place looks that a reader has chosen on a map
