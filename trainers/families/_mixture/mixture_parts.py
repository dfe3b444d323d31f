"""The two parts of a mixture that is fitted in halves, in buffers: what is shown, saved and resumed.

Both hold components. Where these are of codes that move on while they are fitted, each part also knows the mean and the
covariance of the codes among which its components stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from trainers.lazy import torch
from trainers.metrics.gaussians.carried import CodeMoments
from trainers.metrics.gaussians.checks import check_saved, check_saved_moments
from trainers.metrics.gaussians.mixtures import Form, Mixture, in_form

if TYPE_CHECKING:
    from torch import Tensor, nn

ASKED, NOW = "expectation", "maximisation"  # the components that were last asked, and as they are


def make_parts(count: int, width: int, form: Form, moving: bool) -> dict[str, nn.Module]:
    """Both parts, float64 on the CPU, for *count* components in *width* dimensions; for codes that are *moving* with
    their moments. ASKED also holds the mean log-likelihood, in nats, of so many examples."""
    unit = torch.eye(width, dtype=torch.float64)
    weights = torch.full((count,), 1 / count, dtype=torch.float64)
    own = in_form(Mixture(weights, weights.new_zeros(count, width), unit.repeat(count, 1, 1)), form)
    held: list[Mixture | CodeMoments] = [own]
    if moving:
        held.append(CodeMoments(weights.new_zeros(width), unit))
    parts = {ASKED: torch.nn.Module(), NOW: torch.nn.Module()}
    for part in parts.values():
        for values in held:
            for field in fields(values):
                part.register_buffer(field.name, getattr(values, field.name).clone())
    parts[ASKED].register_buffer("log_likelihood", torch.zeros((), dtype=torch.float64))
    parts[ASKED].register_buffer("examples", torch.zeros((), dtype=torch.int64))
    return parts


def components_of(part: nn.Module) -> Mixture:
    """A copy of its components."""
    return Mixture(*(part.get_buffer(field.name).clone() for field in fields(Mixture)))


def moments_of(part: nn.Module) -> CodeMoments:
    """Of the codes among which its components stand."""
    return CodeMoments(*(part.get_buffer(field.name).clone() for field in fields(CodeMoments)))


def check_parts(saved: Mapping[str, Tensor], moving: bool) -> None:
    """Raises ValueError with one sentence unless *saved* tensors, by the names that a model of these parts has for
    them, can be the two parts; with moments where codes are *moving*."""
    for part in (ASKED, NOW):
        check_saved(part, Mixture(*(saved[f"{part}.{field.name}"] for field in fields(Mixture))))
        if moving:
            check_saved_moments(part, *(saved[f"{part}.{field.name}"] for field in fields(CodeMoments)))


def put(part: nn.Module, values: Mixture | CodeMoments) -> None:
    """Writes *values* into the part."""
    for field in fields(values):
        part.get_buffer(field.name).copy_(getattr(values, field.name))


def same(one: Mixture | CodeMoments, other: Mixture | CodeMoments) -> bool:
    """Bit for bit."""
    pairs: list[tuple[Tensor, Tensor]] = [(getattr(one, f.name), getattr(other, f.name)) for f in fields(one)]
    return all(torch.equal(*pair) for pair in pairs)
