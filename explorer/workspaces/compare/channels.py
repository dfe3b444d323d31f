"""The channels of looks at holes, walks, noise, pixels and moons."""

from __future__ import annotations

from trainers import messages
from trainers.messages import Layer
from trainers.messages.channels import Channel

# One of each model.
HOLES = Channel("holes", messages.HolesMapped)  # the layer that was chosen
REALISM = Channel("realism", messages.HolesMapped)  # what walks go around, when another layer is shown
SCORES = {layer: Channel(f"{layer} score", messages.HolesScored) for layer in (Layer.REALISM, Layer.COVERAGE)}
REGIONS = Channel("regions", messages.RegionsScored)  # box, Gaussian, prior and mixture, side by side
SIZES_SCORED = Channel("mixture sizes", messages.RegionsScored)  # mixtures of other numbers of Gaussians
# By whether the walk goes around holes.
FRAMES = {False: Channel("straight walk", messages.Decoded), True: Channel("around walk", messages.Decoded)}
FRAME_VALUES = {
    False: Channel("straight values", messages.CodesMeasured),
    True: Channel("around values", messages.CodesMeasured),
}
NOISE = Channel("noise", messages.Decoded)
STRIP = Channel("moon strip", messages.Decoded)  # between the codes of the new and of the full moon

# Of all models at once.
PIXELS = Channel("pixels", messages.ImagesJudged)
MOONS = Channel("moons", messages.Encoded)
