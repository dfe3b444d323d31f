"""Answers to what is asked of models that make pictures component by component."""

from __future__ import annotations

import copy
import math
import time
from typing import TYPE_CHECKING

import numpy as np

from trainers import messages
from trainers.examples import UInt8
from trainers.kinds import to_numpy
from trainers.lazy import torch
from trainers.looking.drawing import MOST_DRAWN
from trainers.looking.jobs import Answerers, Job, Stamp, once
from trainers.looking.looker import Looker
from trainers.looking.sparring import learning
from trainers.pieces import Pieces

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family

N_COUNTED = 10_000  # training pictures that simple odds are counted in
N_FILES = 200  # held-out pictures that are made files
PIECE = 1000
_UNLIKE = 2**20  # numbers by chance below it are hardly ever alike


class ComponentReader:
    """Predicts and completes with a looker's models."""

    def __init__(self, looker: Looker) -> None:
        self._looker = looker
        self._twins: dict[int, Family] = {}

    def answerers(self) -> Answerers:
        """Who answers which look; they raise ValueError for what does not fit the models."""
        return {
            messages.Expect: once(self._expect),
            messages.FindField: once(self._find_field),
            messages.Complete: self._complete,
            messages.MeasureBaselines: once(self._measure_baselines),
        }

    def _expect(self, look: messages.Expect, stamp: Stamp) -> Pieces[messages.Expected]:
        from trainers.metrics.baselines import png_bits, zlib_bits

        family = self._predicting(look.model)
        x, indices = family.on_levels(self._picture(look.picture))
        order = self._order(family, look.order)
        yield None
        odds = yield from self._odds(family, x, indices, order, look)
        shown, found, levels = self._looker.examples.kind.to_shown(x), to_numpy(indices[0]), family.levels
        return messages.Expected(
            *stamp,
            look.model,
            shown,
            to_numpy(order),
            tuple(family.orders),
            to_numpy(levels.table(x.device)),
            levels.is_palette,
            to_numpy(odds),
            found,
            png_bits(shown[0], found, levels),
            zlib_bits(found, levels),
        )

    def _odds(
        self, family: Family, x: Tensor, indices: Tensor, order: Tensor, look: messages.Expect | messages.FindField
    ) -> Pieces[Tensor]:
        """The odds (sites, levels) of x (1, C, H, W). A model that is told classes, and is told none here, expects what
        it would of each class, weighed by how probable the class is after the sites before: the odds still multiply to
        the probability of the picture."""
        label = self._label(family, look.label)
        if label is not None or not family.classes:
            return family.predict(x, label, look.order)[0].softmax(1)
        each, surprises = [], []
        for share, one in self._known_classes(family):
            each.append(family.predict(x, one, look.order)[0].log_softmax(1))
            surprises.append(each[-1].gather(1, indices[0][:, None]).squeeze(1)[order])
            surprises[-1] = torch.cat([surprises[-1].new_tensor([math.log(share)]), surprises[-1][:-1]]).cumsum(0)
            yield None
        weights = torch.empty(len(each), len(order), device=x.device)
        weights[:, order] = torch.stack(surprises).softmax(0)
        return (weights[..., None] * torch.stack(each).exp()).sum(0)

    def _known_classes(self, family: Family) -> list[tuple[float, Tensor]]:
        """The classes that there are: how frequent each is, and its label (1,)."""
        shares = enumerate(self._looker.examples.class_shares(family.classes))
        return [(share, torch.tensor([label], device=self._looker.device)) for label, share in shares if share]

    def _likeliest_class(self, family: Family, x: Tensor, label: int) -> Tensor | None:
        """The *label* (1,) that was asked for, else the class that a model which is told one finds most probable."""
        if label >= 0 or not family.classes:
            return self._label(family, label)
        found = [(float(family.log_prob(x, one)) + math.log(share), one) for share, one in self._known_classes(family)]
        return max(found, key=lambda each: each[0])[1]

    def _find_field(self, look: messages.FindField, stamp: Stamp) -> Pieces[messages.FieldFound]:
        family = self._predicting(look.model)
        x, indices = family.on_levels(self._picture(look.picture))
        order = self._order(family, look.order)
        if not 0 <= look.site < len(order):
            raise ValueError(f"expected a site from 0 to {len(order) - 1}, found {look.site}")
        label = self._likeliest_class(family, x, look.label)
        pull = self._pull(family, look, label, x, indices)
        yield None
        plain = torch.full_like(x, 0.5, dtype=_fine(x.device))
        seen = self._pull(self._twin(look.model), look, label, plain, indices)
        sites = torch.zeros(len(order), dtype=torch.bool, device=x.device)
        sites[order[: int((order == look.site).nonzero())]] = True
        allowed = sites.view(-1, *x.shape[2:]).any(0)
        return messages.FieldFound(
            *stamp,
            look.model,
            look.site,
            to_numpy(pull / pull.max().clamp_min(1e-30)),
            to_numpy(allowed),
            to_numpy(allowed & (seen == 0)),
        )

    def _twin(self, model: int) -> Family:
        """The model with weights that are all positive, and as large as each other: in it nothing cancels and no unit
        sleeps, so what has no pull at all is not wired. What is kept beside weights is by chance: no two rows of a
        table say the same."""
        if model not in self._twins:
            twin, fine = copy.copy(self._looker.models[model]), _fine(self._looker.device)
            with torch.inference_mode(False), torch.no_grad():
                weights, learned = dict(twin.nets.named_parameters()), twin.nets.state_dict()
                alike = {id(weight): _alike(name, weight, fine) for name, weight in weights.items()}
                # Masks stay those of the model: they may be as large as its weights.
                masks = {id(each): each for name, each in twin.nets.named_buffers() if name not in learned}
                twin.nets = copy.deepcopy(twin.nets, alike | masks)
                generator = torch.Generator().manual_seed(0)
                for name, kept in twin.nets.named_buffers():
                    if name in learned:
                        unlike = torch.randint(1, _UNLIKE, kept.shape, generator=generator)
                        kept.data = unlike.to(kept.device, fine if kept.is_floating_point() else kept.dtype)
            self._twins[model] = twin
        return self._twins[model]

    def _pull(
        self, family: Family, look: messages.FindField, label: Tensor | None, x: Tensor, indices: Tensor
    ) -> Tensor:
        """How strongly each pixel (H, W) of x (1, C, H, W) moves the log-odds of what stands at the site."""
        with learning():  # which takes no part in what was made for looking only, so copies are used
            x = x.clone().requires_grad_()
            logits = family.predict_at(x, look.site, None if label is None else label.clone(), look.order)
            found = indices[:, look.site, None].clone()
            others = logits.scatter(1, found, -math.inf).logsumexp(1)
            odds = (logits.gather(1, found).squeeze(1) - others).sum()
            return torch.autograd.grad(odds, x)[0].abs().sum((0, 1))

    def _complete(self, look: messages.Complete, stamp: Stamp) -> Job:
        looker, family = self._looker, self._predicting(look.model)
        if "completes" not in family.capabilities:
            raise ValueError(f"{self._label_of(look.model)} does not complete what is given")
        if not 1 <= look.count <= MOST_DRAWN:
            raise ValueError(f"{self._label_of(look.model)}: expected 1 to {MOST_DRAWN} pictures, found {look.count}")
        if not 0 <= look.temperature < math.inf:
            raise ValueError(f"temperature: expected at least 0, found {look.temperature}")
        x = self._picture(look.picture)
        if look.known.shape != x.shape[2:]:
            raise ValueError(f"expected a cover of shape {tuple(x.shape[2:])}, found {look.known.shape}")
        known = torch.tensor(look.known, device=x.device).expand(x.shape)
        order = to_numpy(self._order(family, look.order))
        noise = family.noise(look.count, torch.Generator(looker.device).manual_seed(look.seed))
        y = self._label(family, look.label)
        labels = None if y is None else y.expand(look.count)
        begun = time.perf_counter()
        for places, images in family.filling(noise, labels, (x, known), look.temperature, look.order):
            yield messages.Completed(
                *stamp,
                look.model,
                looker.examples.kind.to_shown(images),
                order,
                family.levels.is_palette,
                places,
                places == len(order),
                time.perf_counter() - begun,
            )

    def _measure_baselines(self, look: messages.MeasureBaselines, stamp: Stamp) -> Pieces[messages.BaselinesMeasured]:
        from trainers.metrics.baselines import independent_nats, nats, png_bits, zlib_bits

        family, examples = self._predicting(look.model), self._looker.examples
        train = yield from self._indices(family, examples.train[self._looker.order[:N_COUNTED]])
        test = yield from self._indices(family, examples.test[self._looker.test_order[:N_COUNTED]])
        count = family.levels.count
        independent, order_0 = (independent_nats(train, test, count, shared) for shared in (False, True))
        png, zipped = [], []
        for indices in test[:N_FILES]:
            [picture] = examples.kind.to_shown(family.levels.pixels(indices[None], examples.image_shape))
            png.append(png_bits(picture, to_numpy(indices), family.levels))
            zipped.append(zlib_bits(to_numpy(indices), family.levels))
            yield None
        files = nats(float(np.mean(png))), nats(float(np.mean(zipped)))
        entropy = math.nan if examples.entropy is None else examples.entropy
        return messages.BaselinesMeasured(*stamp, look.model, test.shape[1], independent, order_0, *files, entropy)

    def _indices(self, family: Family, kept: np.ndarray) -> Pieces[Tensor]:
        """The levels (N, sites) of examples as the model sees them, by chance where it does, the same every time."""
        chance, parts = torch.Generator(self._looker.device).manual_seed(0), []
        for start in range(0, len(kept), PIECE):
            parts.append(family.on_levels(self._looker.inputs(kept[start : start + PIECE]), chance)[1])
            yield None
        return torch.cat(parts)

    # ------------------------------------------------------------------ what is asked about

    def _predicting(self, model: int) -> Family:
        family = self._looker.models[model]
        if "predicts" not in family.capabilities:
            raise ValueError(f"{self._label_of(model)} does not make pictures component by component")
        return family

    def _label_of(self, model: int) -> str:
        return self._looker.experiment.models[model].label

    def _picture(self, picture: UInt8) -> Tensor:
        expected = (1, *self._looker.examples.image_shape)
        if picture.shape != expected:
            raise ValueError(f"expected a picture of shape {expected}, found {picture.shape}")
        return self._looker.inputs(picture)

    def _label(self, family: Family, label: int) -> Tensor | None:
        if label < 0 or "classes" not in family.capabilities:
            return None
        if label >= family.classes:
            raise ValueError(f"expected a class from 0 to {family.classes - 1}, found {label}")
        return torch.tensor([label], device=self._looker.device)

    def _order(self, family: Family, name: str) -> Tensor:
        orders = family.orders
        if name and name not in orders:
            raise ValueError(f"order: expected one of {', '.join(orders)}, found {name!r}")
        return orders[name] if name else next(iter(orders.values()))


def _alike(name: str, weight: Tensor, dtype: torch.dtype) -> torch.nn.Parameter:
    """A weight of that shape whose entries are all one number in memory, which must not be written to."""
    # Biases are awake, but far from where gates are open or shut for good.
    value = 0.1 if name.endswith("bias") else 1 / math.prod(weight.shape[1:])
    number = torch.tensor(value, dtype=dtype, device=weight.device)
    return torch.nn.Parameter(number.expand(weight.shape), requires_grad=False)


def _fine(device: torch.device) -> torch.dtype:
    """In which what comes through many layers of gates is small, but not nothing; Apple's GPUs have no such numbers."""
    return torch.float32 if device.type == "mps" else torch.float64
