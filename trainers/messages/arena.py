"""The look at a game of points, beside its answer."""

from __future__ import annotations

from dataclasses import dataclass

from trainers.examples import Float32
from trainers.messages.game import GameLook
from trainers.messages.look import Answer


@dataclass(frozen=True)
class ShowArena(GameLook):
    """Points, and what the discriminator makes of the plane (data that are points only); answered by ArenaShown.
    ``cells`` along each side of the surface, ``count`` fakes, of which the first ``arrows`` have gradients.
    ``optimum_steps`` above 0 trains a copy of D for so many steps, with G held still; there are answers on the way."""

    extent: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    cells: int = 64
    count: int = 1000
    arrows: int = 200
    optimum_steps: int = 0


@dataclass(frozen=True)
class ArenaShown(Answer):
    """``fakes`` (N, 2) with their ``codes`` (N, latent_dim); ``surface`` (rows, columns), top row first: how real D
    finds each place, 0 to 1, or its bare score where that is no probability (``is_belief``). ``gradients`` (M, 2) of
    the score at the first M fakes: where D tells G to go. Surface and gradients are those of a copy of D that was
    ``trained`` for so many steps more, 0 for D itself. ``optimum`` (rows, columns) is the best D there could be,
    p_data / (p_data + p_g), both blurred alike, because that of G, and that of data whose modes are not known, are
    estimated; 0.5 where neither has anything. ``warp`` (k, k, 2) is where G takes a grid over the middle of the noise,
    [i, j] the j-th value of the first latent and the i-th of the second, of which all cells hold the same share; None
    unless there are two latents and no classes. Where only differences of scores mean something (``relative``), a
    belief says how a place compares with as many real points as fakes."""

    model: int
    extent: tuple[float, float, float, float]
    fakes: Float32
    codes: Float32
    surface: Float32
    is_belief: bool
    gradients: Float32
    optimum: Float32 | None
    warp: Float32 | None
    trained: int = 0
    relative: bool = False
