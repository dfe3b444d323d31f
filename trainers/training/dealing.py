"""How several processes share the work of a batch, so that every family trains as it does in one.

What costs time is networks, and these compute each row of a batch for itself. So the batch is dealt out where a network
is called and nowhere else: each process puts its share of the rows through the network, and the outputs are gathered.
All that lies between networks (noise, losses, statistics of the batch, gradients that are cut to a length, metrics)
sees the whole batch in every process and comes out the same in all of them, bit for bit. No family has to know of it,
and a family without networks, which counts or solves, computes all of it everywhere.

To average the gradients of losses of shares, as is usual, would be another training for many families: the mean of two
means is no mean over characters where lines are of different lengths, two halves have other features on average than
the whole, noise would be drawn per share, and a gradient is cut before the optimiser's step.

The four functions below are pairs in which each is the other's derivative, so that penalties on slopes, which are
differentiated twice, come out right as well (f and g of Shoeybi et al., "Megatron-LM", 2019, along rows). A tensor is
*whole*, the same in every process; a *share* of its rows; or a *part* of a sum over all processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from trainers.training.ranks import Ranks

# Multiplications below which a call is not worth the messages: about five milliseconds of one core, forward. Measured
# with gloo on two cores (CPU ms of a process a step, alone and as one of two): a VAE of 28x28 pixels, batches of 128,
# conv 32, 19; conv of four times the channels 228, 128; a perceptron 512-256-128, which stays below, 12, 11.
LEAST_WORK = 2**27


class Dealt(torch.autograd.Function):
    """whole -> share."""

    @staticmethod
    def forward(ctx: Any, whole: Tensor, ranks: Ranks) -> Tensor:
        ctx.ranks, ctx.n = ranks, len(whole)
        begin, end = ranks.share(len(whole))
        return whole[begin:end]

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        return Gathered.apply(gradient, ctx.n, ctx.ranks), None


class Gathered(torch.autograd.Function):
    """share -> whole, of n rows."""

    @staticmethod
    def forward(ctx: Any, share: Tensor, n: int, ranks: Ranks) -> Tensor:
        ctx.ranks = ranks
        return ranks.gather(share, n)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None, None]:
        return Dealt.apply(gradient, ctx.ranks), None, None


class Lent(torch.autograd.Function):
    """wholes -> the same, to be used for a share of the rows, so that what flows back are parts: one message for all of
    them. What nothing flows back to stays without gradient, as in one process."""

    @staticmethod
    def forward(ctx: Any, ranks: Ranks, *wholes: Tensor) -> tuple[Tensor, ...]:
        ctx.ranks = ranks
        ctx.set_materialize_grads(False)
        return tuple(whole.view_as(whole) for whole in wholes)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor | None) -> tuple[None, *tuple[Tensor | None, ...]]:
        there = [gradient for gradient in gradients if gradient is not None]
        if not there:
            return None, *gradients
        flat = torch.cat([gradient.flatten() for gradient in there])
        parts = Totalled.apply(flat, ctx.ranks).split([gradient.numel() for gradient in there])
        totals = iter([part.view(each.shape) for part, each in zip(parts, there, strict=True)])
        return None, *(None if gradient is None else next(totals) for gradient in gradients)


class Totalled(torch.autograd.Function):
    """part -> whole: the sum of all parts."""

    @staticmethod
    def forward(ctx: Any, part: Tensor, ranks: Ranks) -> Tensor:
        ctx.ranks = ranks
        return ranks.total(part)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        (lent,) = Lent.apply(ctx.ranks, gradient)
        return lent, None


class Dealer:
    """Deals out what goes into the networks of one model, while a step is taken. Outside of steps, and in a process
    that is alone, nothing about the networks changes.

    *least* is how many multiplications are worth it: another number of processes, or another least, only rounds sums
    differently.
    """

    def __init__(self, nets: nn.ModuleDict, ranks: Ranks, least: int = LEAST_WORK) -> None:
        self._ranks, self._least = ranks, least
        self._on = False
        self._inside = False  # whether a network is being called, so that what is called now are its layers
        self._rows = 0  # of the batch that this network has a share of; 0: it sees all of it
        self._places: dict[nn.Module, int] = {}  # at how many a network is used for one row: pixels, characters
        if not ranks.alone:
            for module in nets.modules():
                if module is not nets:
                    module.forward = partial(self._called, module, module.forward)

    @contextmanager
    def dealing(self) -> Iterator[None]:
        """Inside, networks are given shares."""
        self._on, self._inside, self._rows = True, False, 0
        try:
            yield
        finally:
            self._on = False

    def _called(self, module: nn.Module, forward: Callable[..., Any], *given: Any, **named: Any) -> Any:
        if not self._on:
            return forward(*given, **named)
        if self._inside:
            if self._rows and isinstance(module, _BatchNorm) and module.training:
                return self._normalised(module, *given)
            return forward(*given, **named)
        self._inside = True
        try:
            if not named and self._is_worth_it(module, given):
                return self._shared(module, forward, given)
            return forward(*given, **named)
        finally:
            self._inside, self._rows = False, 0

    def _shared(self, module: nn.Module, forward: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        """What a network makes of the whole batch, of which this process has put its share through it."""
        n, (begin, end) = len(given[0]), self._ranks.share(len(given[0]))
        lent = self._lend(module)
        share = _over(given, lambda whole: Dealt.apply(whole, self._ranks))
        self._rows = n
        found = torch.func.functional_call(module, lent, share) if lent else forward(*share)
        return self._gather(module, found, n, end - begin)

    def _lend(self, module: nn.Module) -> dict[str, Tensor]:
        """The weights of a network that are to get gradients, for a share of the rows."""
        if not torch.is_grad_enabled():
            return {}
        learning = {name: weight for name, weight in module.named_parameters() if weight.requires_grad}
        if not learning:
            return {}
        return dict(zip(learning, Lent.apply(self._ranks, *learning.values()), strict=True))

    def _gather(self, module: nn.Module, found: Any, n: int, rows: int) -> Any:
        if isinstance(module, nn.RNNBase):  # (N, T, hidden), and what is remembered, (layers, N, hidden), of each
            out, memory = found
            turned = _over((memory,), lambda part: part.transpose(0, 1))
            whole = self._gather(nn.Identity(), (out, *turned), n, rows)
            return whole[0], _over(whole[1:], lambda part: part.transpose(0, 1))[0]

        def gather(share: Tensor) -> Tensor:
            if len(share) != rows:
                raise TypeError(f"{type(module).__name__} does not compute each row for itself")
            if share.is_floating_point():
                return Gathered.apply(share, n, self._ranks)
            return self._ranks.gather(share, n)

        return _over((found,), gather)[0]

    def _is_worth_it(self, module: nn.Module, given: Sequence[Any]) -> bool:
        """Whether a call is of rows that are each computed for itself, and of enough of them. A memory that goes on
        from what it remembers is read character by character, with no time for messages; a look-up takes none."""
        tensors = [*_tensors(given)]
        if not tensors or tensors[0].ndim < 2 or isinstance(module, nn.Embedding):
            return False
        n = len(tensors[0])
        if n < self._ranks.count or any(len(each) != n for each in tensors):
            return False
        if isinstance(module, nn.RNNBase) and (len(tensors) > 1 or not module.batch_first):
            return False
        weights = sum(weight.numel() for weight in module.parameters())
        return weights * n * self._places_of(module, given) >= self._least

    def _places_of(self, module: nn.Module, given: Sequence[Any]) -> int:
        """At how many places a network is used for one row, which a single row shows. Known before the first call, so
        that a run that goes on deals as it did."""
        if module not in self._places:
            training = module.training
            module.eval()  # a batch norm neither minds a single row nor remembers it
            try:
                with torch.no_grad():
                    row = _over(given, lambda whole: whole[:1])
                    self._places[module] = max(_places(each) for each in _tensors((*row, module(*row))))
            finally:
                module.train(training)
        return self._places[module]

    def _normalised(self, norm: _BatchNorm, x: Tensor) -> Tensor:
        """Batch norm (Ioffe and Szegedy, 2015) of a share x (rows, C, ...) by mean and variance of the whole batch, as
        SyncBatchNorm, which asks for a GPU."""
        own = [0, *range(2, x.ndim)]
        count = self._rows * (x[0, 0].numel() if x.ndim > 2 else 1)
        shape = [1, -1] + [1] * (x.ndim - 2)

        def mean_of(part: Tensor) -> Tensor:
            (mean,) = Lent.apply(self._ranks, Totalled.apply(part.sum(own), self._ranks) / count)
            return mean

        mean = mean_of(x)
        centred = x - mean.view(shape)
        variance = mean_of(centred.square())
        if norm.track_running_stats and norm.running_mean is not None and norm.running_var is not None:
            assert norm.num_batches_tracked is not None
            with torch.no_grad():
                norm.num_batches_tracked.add_(1)
                weight = 1 / float(norm.num_batches_tracked) if norm.momentum is None else norm.momentum
                norm.running_mean.lerp_(mean.detach(), weight)
                norm.running_var.lerp_(variance.detach() * (count / (count - 1)), weight)
        out = centred * (variance + norm.eps).rsqrt().view(shape)
        return out * norm.weight.view(shape) + norm.bias.view(shape) if norm.affine else out


def _over(found: Any, change: Callable[[Tensor], Any]) -> Any:
    """What a network takes or gives, with every tensor of one dimension or more changed."""
    if isinstance(found, Tensor):
        return change(found) if found.ndim else found
    if isinstance(found, tuple | list):
        return type(found)(_over(each, change) for each in found)
    return found


def _tensors(found: Any) -> Iterator[Tensor]:
    """Those that :func:`_over` would change."""
    if isinstance(found, Tensor):
        if found.ndim:
            yield found
    elif isinstance(found, tuple | list):
        for each in found:
            yield from _tensors(each)


def _places(tensor: Tensor) -> int:
    """At how many places a network is used for one row: pixels of (N, C, H, W), characters of (N, T, width) and of
    (N, T) that are no numbers but signs."""
    match tensor.ndim:
        case 4:
            return tensor.shape[2] * tensor.shape[3]
        case 3:
            return tensor.shape[1]
    return tensor.shape[1] if tensor.ndim == 2 and not tensor.is_floating_point() else 1
