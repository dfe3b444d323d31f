"""Checks of what a server says that its types alone do not make harmless: a window trusts its worker."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from trainers import messages
from trainers.experiment import MAX_MODELS
from trainers.kinds import Pictures, Tokens
from trainers.link.wire.language import unusable

MOST_VALUES = 2**26  # of all curves together: a million steps of four models with sixteen metrics each
MOST_SIDE = 4096  # pixels
MOST_LENGTH = 100_000  # tokens
MOST_WIDTH = 100_000  # numbers of a code


def check_heard(message: object) -> None:
    """Raises WireError for a message that would take memory or time without bounds."""
    match message:
        case messages.PhaseChanged() | messages.Refused():
            _check_template(message.template, message.values)
        case messages.Scalars():
            _check_scalars(message)
        case messages.DataReady():
            _check_data(message)
        case messages.PicturesDrawn():
            _check(len(message.models) <= MAX_MODELS, "pictures of one to four models")


def _check(holds: bool, expected: str) -> None:
    if not holds:
        raise unusable(f"expected {expected}, found others")


def _check_template(template: str, values: Mapping[str, object]) -> None:
    """A template may name its values, and nothing else: with formats of its own a text could take gigabytes."""
    try:
        fields = [(name, format_, kind) for _, name, format_, kind in Formatter().parse(template) if name is not None]
    except ValueError:
        fields = [("", "", None)]
    _check(all(name in values and not format_ and kind is None for name, format_, kind in fields), "a plain text")


def _check_scalars(scalars: messages.Scalars) -> None:
    series = [each for model in scalars.values for each in model.values()]
    _check(0 < len(scalars.values) <= MAX_MODELS and all(scalars.values), "values of one to four models")
    _check(len({each.shape for each in series}) == 1 and series[0].ndim == 1 and len(series[0]) > 0, "equal series")
    last = scalars.first_step + len(series[0])
    times = scalars.seconds
    _check(times is None or times.shape == series[0].shape, "a time for each step")
    _check(scalars.first_step >= 1 and last * len(series) <= MOST_VALUES, "fewer values")


def _check_data(data: messages.DataReady) -> None:
    kind = data.kind
    if isinstance(kind, Pictures):
        sides = 1 <= kind.height <= MOST_SIDE and 1 <= kind.width <= MOST_SIDE
        _check(kind.channels in (1, 3) and sides, "pictures of a usual size")
    if isinstance(kind, Tokens):
        _check(kind.length <= MOST_LENGTH, "shorter texts")
    widths = [width for width in data.latent_dims if width is not None]
    _check(len(data.latent_dims) <= MAX_MODELS, "one to four models")
    _check(all(1 <= width <= MOST_WIDTH for width in widths), "codes of a usual width")
