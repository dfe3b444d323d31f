"""torch, imported at its first use.

The window must paint before torch (more than a second) is imported, yet it needs the knobs that the family files
declare. So family and dataset files write ``from trainers.lazy import torch`` and use ``torch`` as usual; the real
module is imported by the first attribute that somebody asks for, which happens on the trainer thread.
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import TYPE_CHECKING, Any


class LazyModule(ModuleType):
    """Stands for the module *name* and imports it when its first attribute is read."""

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):  # introspection (inspect, doctest, copy) must not trigger the import
            raise AttributeError(attribute)
        found = getattr(importlib.import_module(self.__name__), attribute)
        setattr(self, attribute, found)  # families ask for these ten times a step
        return found


if TYPE_CHECKING:
    import torch as torch
    import torch.nn.functional as functional

    from trainers.metrics import ngrams, saliency, tables
    from trainers.networks import (
        any_order,
        causal_attention,
        causal_conv,
        colour_codes,
        gan_losses,
        gan_nets,
        losses,
        masked_perceptron,
        nets,
        pixel_cnn,
        pixel_cnn_increment,
        row_lstm,
        text_patterns,
        unpooling,
    )
else:
    torch = LazyModule("torch")
    functional = LazyModule("torch.nn.functional")
    ngrams = LazyModule("trainers.metrics.ngrams")
    saliency = LazyModule("trainers.metrics.saliency")
    tables = LazyModule("trainers.metrics.tables")
    any_order = LazyModule("trainers.networks.any_order")
    causal_attention = LazyModule("trainers.networks.causal_attention")
    causal_conv = LazyModule("trainers.networks.causal_conv")
    colour_codes = LazyModule("trainers.networks.colour_codes")
    gan_losses = LazyModule("trainers.networks.gan_losses")
    gan_nets = LazyModule("trainers.networks.gan_nets")
    losses = LazyModule("trainers.networks.losses")
    masked_perceptron = LazyModule("trainers.networks.masked_perceptron")
    nets = LazyModule("trainers.networks.nets")
    pixel_cnn = LazyModule("trainers.networks.pixel_cnn")
    pixel_cnn_increment = LazyModule("trainers.networks.pixel_cnn_increment")
    row_lstm = LazyModule("trainers.networks.row_lstm")
    text_patterns = LazyModule("trainers.networks.text_patterns")
    unpooling = LazyModule("trainers.networks.unpooling")
