"""One move of a player: it goes down the slope of its loss once, while the other is held."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from trainers.catalog import DISCRIMINATOR, GENERATOR
from trainers.lazy import gan_losses, gan_nets

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from trainers.families._adversarial.adversarial import Adversarial


def make_move(
    model: Adversarial,
    player: str,
    real: Tensor,
    label: Tensor | None,
    generator: torch.Generator,
    measure_only: bool = False,
) -> dict[str, Tensor]:
    """The loss of *player* on a batch of real images (N, C, H, W), the length of its gradient, and what else its family
    tells. With *measure_only* its weights stay as they are."""
    objective = model.discriminator_move if player == DISCRIMINATOR else model.generator_move
    net, opponent = model.parts[player], model.parts[GENERATOR if player == DISCRIMINATOR else DISCRIMINATOR]
    net.forget_gradients()
    with gan_nets.held(opponent), gan_nets.held(net, gradients=True) if measure_only else nullcontext():
        loss, metrics = objective(real, label, generator)
        loss.backward()
    gradient = gan_losses.gradient_norm(net.weights)
    if not measure_only:
        optimizer = model.optimizers[player]
        for group in optimizer.param_groups:
            group["betas"] = (model.config.beta1, model.config.beta2)  # live knobs
        optimizer.step()
        model.moved(player)
    side = player[0]
    return {f"{side}_loss": loss.detach(), f"{side}_gradient": gradient, **metrics}
