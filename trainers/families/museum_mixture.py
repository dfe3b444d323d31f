"""Museum of mistakes: a mixture of Gaussians by maximum likelihood, without a floor under its variances.

"Take the parameters that make the examples likeliest": of one Gaussian that is right, of a mixture of two or more there
are no such parameters. Seat one component on one example x_1 and let it shrink, while another one covers the rest:

    log p(x_1) >= log pi_1 - d log sigma - d/2 log 2 pi  ->  infinity   as sigma -> 0,

and no other example loses more than log (1 - pi_1). The likelihood has no maximum, but a *singularity* at every example
(Bishop, "Pattern Recognition and Machine Learning", 2006, section 9.2.1). EM climbs there as it climbs anywhere: a
component that has an example for itself has a variance of 0 after the next maximisation. What is drawn from it is that
one example, over and over, and of held-out examples it knows nothing.

Here the floor of the mistake is NOTHING, the least that a number can be; how far it goes down is then a matter of
rounding. What gives it away is ``peak``: the log-density at the example where it is greatest.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from trainers.catalog import MetricSpec, Reference, family
from trainers.families._mixture.mixture_config import GaussianMixtureConfig
from trainers.families._mixture.mixture_parts import ASKED
from trainers.families.gaussian_mixture import GaussianMixture
from trainers.family import ModelConfig
from trainers.knobs import KnobRole, knob
from trainers.metrics.gaussians.mixtures import responsibilities
from trainers.schedules import Clock

if TYPE_CHECKING:
    import torch
    from torch import Tensor

NOTHING = 1e-300
NO_CLOUD = 10.0  # nats: a cloud of all points, a hundredth of the square wide, has 7.4 at its middle


class MuseumMixtureConfig(GaussianMixtureConfig):
    """Knobs of the mixture, and its mistake."""

    mistake: Literal["none", "no floor"] = knob(
        "none", help="no floor: a component may become as narrow as numbers can be."
    )

    def setting(self, role: KnobRole, otherwise: Any = None) -> Any:
        """The floor as it holds, whatever the knob says."""
        return NOTHING if role == "floor" and self.mistake == "no floor" else super().setting(role, otherwise)


@family("museum-mixture")
class MuseumMixture(GaussianMixture):
    title = "Museum: Gaussian mixture"
    summary = "A mixture whose floor can be taken away, and the density on one point that gives it away."
    Config: ClassVar[type[ModelConfig]] = MuseumMixtureConfig
    metrics = (
        MetricSpec(
            "peak", "Log-density at the densest example", "peak", "nats", better="",
            help="Of the components of which E asked; that of clouds has an end, that of a component on a point none.",
            references=(Reference(NO_CLOUD, "above: denser than any cloud"),),
        ),
        *GaussianMixture.metrics,
    )  # fmt: skip

    config: MuseumMixtureConfig

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        return {**super().step(x, y, clock, generator), "peak": self._peak()}

    def partial_step(
        self, players: Collection[str], x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator
    ) -> dict[str, Tensor]:
        return {**super().partial_step(players, x, y, clock, generator), "peak": self._peak()}

    def _peak(self) -> Tensor:
        z = self._places()
        _, log_density = responsibilities(z, self._standing(ASKED, z))
        return self._on_device(log_density.max())
