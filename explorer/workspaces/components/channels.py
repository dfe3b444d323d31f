"""The channels of looks at models that draw component by component."""

from __future__ import annotations

from trainers import messages
from trainers.messages.channels import Channel

ENDINGS = Channel("endings", messages.Completed)  # of the picture that is being finished
GROWN = Channel("grown", messages.Completed)  # samples, with the same noise all along
TRUTH = Channel("expected truth", messages.Expected)  # at each site of the picture that is being finished
ORIGINAL = Channel("expected original", messages.Expected)  # ... of that before a pixel of it was changed
PICKED = Channel("expected ending", messages.Expected)  # ... of the ending that was picked
PEEKED = Channel("expected peek", messages.Expected)  # ... of the ending under the pointer
FIELD = Channel("field", messages.FieldFound)
TABLE = Channel("table", messages.TableFitted)

# One of each model.
EXACT = Channel("exact", messages.ExactlyScored)
