"""The algorithm of two players in words, line by line, and the numbers that belong to each line."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from explorer.texts.data_texts import game_text
from trainers.catalog import DISCRIMINATOR, GENERATOR, Game

D_LINES, G_LINES = range(3), range(3, 5)  # what is done again and again for each move of D, and of G
UPDATE_D, UPDATE_G = 2, 4
NO_BREAK = "\u2060"  # no line ends where this stands


@dataclass(frozen=True)
class AlgorithmLine:
    """``player`` is who moves here, "" where nobody does; ``help`` is a sentence or two."""

    text: str
    help: str
    player: str = ""


def algorithm_lines(game: Game | None, points: bool) -> tuple[AlgorithmLine, ...]:
    """The five lines. Without a *game* the words are general."""
    translate = QCoreApplication.translate
    aims = (translate("Algorithm", "raise D(x), lower D(G(z))"), translate("Algorithm", "raise D(G(z))"))
    if game is not None:
        aims = game_text(game.of_d), game_text(game.of_g)
    real = translate("Algorithm", "sample real points") if points else translate("Algorithm", "sample real images")
    return (
        AlgorithmLine(
            real, translate("Algorithm", "Training data drawn by chance: x. D sees fresh ones in each move.")
        ),
        AlgorithmLine(
            translate("Algorithm", "sample noise z, fakes G(z)"),
            translate(
                "Algorithm", "Random numbers z, and what the generator makes of them: as many fakes as real ones."
            ),
        ),
        AlgorithmLine(
            translate("Algorithm", "update D: {0}").replace("{0}", aims[0]),
            translate("Algorithm", "One move of the discriminator down the slope of its loss. G is held still."),
            DISCRIMINATOR,
        ),
        AlgorithmLine(
            translate("Algorithm", "fresh noise z"),
            translate("Algorithm", "Other random numbers than those that D has just learned from."),
        ),
        AlgorithmLine(
            translate("Algorithm", "freeze D, update G: {0}").replace("{0}", aims[1]),
            translate(
                "Algorithm",
                "One move of the generator. D is held still; the slope of its score passes through it to G's weights.",
            ),
            GENERATOR,
        ),
    )


def line_numbers(index: int, numbers: Mapping[str, float]) -> str:
    """What is known about line *index*, joined by dots: of *numbers* by the names of metrics, and of the knobs
    ``batch_size`` and ``latent_dim``, those that belong there and are finite. Lines break only between them."""
    parts = [text.replace("{0}", _number(numbers[name], name)) for name, text in _names(index) if _known(numbers, name)]
    return " · ".join(part.replace(" ", "\u00a0").replace("|", f"{NO_BREAK}|{NO_BREAK}") for part in parts)


def _known(numbers: Mapping[str, float], name: str) -> bool:
    return name in numbers and math.isfinite(numbers[name])


def _number(value: float, name: str) -> str:
    if name in ("batch_size", "latent_dim"):
        return f"{value:.0f}"
    text = f"{value:.2f}" if abs(value) >= 0.095 or value == 0 else f"{value:.1g}"
    return f"{value:.0f}" if abs(value) >= 1000 else text.replace("-", "−")


def _names(index: int) -> tuple[tuple[str, str], ...]:
    """The metrics of a line, and how each is written."""
    translate = QCoreApplication.translate
    noise = (("latent_dim", translate("Algorithm", "{0}-D")),)
    return (
        (("batch_size", "{0}"),),
        noise,
        (
            ("d_real", "D(x) {0}"),
            ("d_fake", "D(G(z)) {0}"),
            ("distance", "f(x) − f(G(z)) {0}"),
            ("slope", translate("Algorithm", "slope {0}")),
            ("d_gradient", "|∇D| {0}"),
        ),
        noise,
        (("g_loss", translate("Algorithm", "loss {0}")), ("g_gradient", "|∇G| {0}")),
    )[index]
