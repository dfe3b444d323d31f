"""Answers to the looks at generator and discriminator: what each makes of the other, and how well the game goes.

A :class:`GameMeter` belongs to one :class:`~trainers.looking.looker.Looker` and is used from its thread. All work
comes in short pieces. Noise is fixed, so that from one answer to the next things move instead of flicker. What has to
learn learns on a copy (:class:`~trainers.looking.sparring.Sparring`): the looker's weights stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from trainers import messages
from trainers.examples import Float32, Int64, Kept, frozen
from trainers.kinds import to_numpy
from trainers.lazy import torch
from trainers.looking.jobs import Answerer, Answerers, Job, Stamp, once
from trainers.looking.looker import Looker
from trainers.looking.sample_quality import measuring
from trainers.looking.space_search import SpaceSearch
from trainers.looking.sparring import Sparring, learning
from trainers.metrics.densities import MOST_SAMPLES, RoundGaussians, data_density, estimated_density
from trainers.metrics.divergences import js_bound
from trainers.pieces import Pieces

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family
    from trainers.training.snapshot import Snapshot

D, G = "discriminator", "generator"
PIECE = 64  # images that pass through a model at once
POINT_PIECE = 1024  # points are lighter
N_AMONG = 256  # real images, and as many fakes, that relative scores are compared with
N_MATCHED = 128  # fakes of each generation that are scored
ROUNDS = 8  # answers on the way to the optimum
WARP = 25  # lines of the warped grid each way
WARP_SHARE = 0.96  # of each latent's distribution that the grid spans


class GameMeter:
    """Looks at the players of a looker's models."""

    def __init__(self, looker: Looker, search: SpaceSearch) -> None:
        self._looker = looker
        self._search = search
        self._density: RoundGaussians | None = None  # of the data, as the optimum needs it
        self._bandwidth = 0.0
        self._spares: dict[int, Family] = {}  # for weights of the past

    def answerers(self) -> Answerers:
        """Who answers which look; they raise ValueError with one sentence where the data or the family do not allow
        it."""
        return {
            messages.ShowArena: self._of_two_players(self._arena),
            messages.ShowFakes: self._of_two_players(once(self._fakes)),
            messages.InspectFake: self._of_two_players(once(self._inspect)),
            messages.CompareScores: self._of_two_players(once(self._compare)),
            messages.MatchGenerations: self._of_two_players(once(self._match)),
            messages.MeasureSamples: self._measure,
        }

    def _of_two_players(self, answer: Answerer) -> Answerer:
        def checked(look: messages.GameLook, stamp: Stamp) -> Job:
            looker = self._looker
            if not {"scores", "decodes"} <= looker.models[look.model].capabilities:
                label = looker.experiment.models[look.model].label
                raise ValueError(f"{label} has no discriminator: expected a model of two players")
            return answer(look, stamp)

        return checked

    # ------------------------------------------------------------------ points

    def _arena(self, look: messages.ShowArena, stamp: Stamp) -> Job:
        looker = self._looker
        examples, family = looker.examples, looker.models[look.model]
        if not examples.kind.in_plane:
            found = f"{examples.kind.plural} of shape {examples.kind.shape}"
            raise ValueError(f"{examples.title}: an arena needs points of the plane, found {found}")
        to_places = examples.kind.to_places
        z, y = self._noise(family, look.count)
        fakes = yield from self._drawn(family, z, y)
        optimum = yield from self._optimum(family, look)
        warp = yield from self._warp(family)
        pupil = Sparring(looker, look.model) if look.optimum_steps > 0 else None
        trained = 0
        for until in sorted({look.optimum_steps * part // ROUNDS for part in range(ROUNDS + 1)}):
            if pupil is not None:
                yield from pupil.train(D, trained, until, look.optimum_steps)
            trained, judge = until, family if pupil is None else pupil.model
            surface, is_belief = yield from self._surface(judge, look)
            arrows = slice(0, look.arrows)
            gradients = yield from self._gradients(judge, fakes[arrows], None if y is None else y[arrows])
            yield messages.ArenaShown(
                *stamp, look.model, look.extent, to_places(fakes), to_numpy(z), surface, is_belief,
                to_places(gradients),
                optimum, warp, trained, judge.scores_are_relative,
            )  # fmt: skip

    def _surface(self, judge: Family, look: messages.ShowArena) -> Pieces[tuple[Float32, bool]]:
        """What *judge* makes of the cells' centres, and whether that is a belief."""
        x, y = _centres(look)
        places = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        scores = yield from self._scores(judge, self._looker.inputs(places), None)
        beliefs = judge.belief(scores, (yield from self._among(judge)))
        shown = scores if beliefs is None else beliefs
        return to_numpy(shown.view(look.cells, look.cells)), beliefs is not None

    def _optimum(self, family: Family, look: messages.ShowArena) -> Pieces[Float32]:
        """p_data / (p_data + p_g), both blurred by the kernel with which p_g is estimated. Each has a floor of one
        sample's share at its place: below it an estimate knows nothing."""
        if self._density is None:
            density, examples = data_density(self._looker.examples), self._looker.examples
            self._bandwidth = density.sigma
            self._density = density if examples.modes is None else density.blurred(self._bandwidth)
        z, y = self._noise(family, MOST_SAMPLES, seed=1)
        fakes = yield from self._drawn(family, z, y)
        estimate = estimated_density(self._looker.examples.kind.to_places(fakes), self._bandwidth)
        x, y_ = (axis.astype(np.float64) for axis in _centres(look))
        data = self._density.on_grid(x, y_)
        yield None
        model = estimate.on_grid(x, y_)
        floor = 1 / (MOST_SAMPLES * 2 * math.pi * self._bandwidth**2)
        return frozen(((data + floor) / (data + model + 2 * floor)).astype(np.float32))

    def _warp(self, family: Family) -> Pieces[Float32 | None]:
        if family.latent_dim != 2 or "classes" in family.capabilities:
            return None
        shares = torch.linspace((1 - WARP_SHARE) / 2, (1 + WARP_SHARE) / 2, WARP, device=self._looker.device)
        values = torch.special.ndtri(shares)
        second, first = torch.meshgrid(values, values, indexing="ij")
        taken = yield from self._drawn(family, torch.stack([first, second], dim=-1).flatten(0, 1), None)
        return frozen(to_numpy(taken).reshape(WARP, WARP, 2))

    # ------------------------------------------------------------------ images

    def _fakes(self, look: messages.ShowFakes, stamp: Stamp) -> Pieces[messages.FakesShown]:
        family, to_shown = self._looker.models[look.model], self._looker.examples.kind.to_shown
        y = None
        if "classes" in family.capabilities:
            z, _ = self._noise(family, max(1, look.count // family.classes))
            y = torch.arange(family.classes, device=z.device).repeat(len(z))
            z = z.repeat_interleave(family.classes, dim=0)
        else:
            z, _ = self._noise(family, look.count)
        x = yield from self._drawn(family, z, y)
        scores = yield from self._scores(family, x, y)
        real = yield from self._on_real(family)
        beliefs = family.belief(scores, real)
        return messages.FakesShown(
            *stamp, look.model, to_shown(x), to_numpy(z), None if y is None else to_numpy(y),
            to_numpy(_against(family, scores, real)), None if beliefs is None else to_numpy(beliefs),
            family.scores_are_relative,
        )  # fmt: skip

    def _inspect(self, look: messages.InspectFake, stamp: Stamp) -> Pieces[messages.FakeInspected]:
        family, to_shown = self._looker.models[look.model], self._looker.examples.kind.to_shown
        label = self._looker.experiment.models[look.model].label
        if look.z.shape != (1, family.latent_dim):
            raise ValueError(f"{label}: expected a code of shape (1, {family.latent_dim}), found {look.z.shape}")
        z, y = self._looker.floats(look.z), None
        if "classes" in family.capabilities:
            if not 0 <= look.label < family.classes:
                raise ValueError(f"{label}: expected a class from 0 to {family.classes - 1}, found {look.label}")
            y = torch.tensor([look.label], device=z.device)
        x = family.decode(z, y)
        push = yield from self._gradients(family, x, y)
        real = yield from self._on_real(family)
        pupil = Sparring(self._looker, look.model)
        yield None
        pupil.move(G)
        yield None
        after = pupil.model.decode(z, y)
        score, after_score = family.scores(x, y), family.scores(after, y)
        logit = family.logits(score, real)
        fooled = math.nan if logit is None else float(logit.sigmoid())
        return messages.FakeInspected(
            *stamp, look.model, look.z, to_shown(x), to_shown(after), to_numpy(push[0]),
            float(_against(family, score, real)), _float(family.belief(score, real)), fooled, 1 - fooled,
            *self._looker.nearest(x, look.nearest), float(_against(family, after_score, real)),
            _float(family.belief(after_score, real)), family.scores_are_relative,
        )  # fmt: skip

    # ------------------------------------------------------------------ how the game goes

    def _compare(self, look: messages.CompareScores, stamp: Stamp) -> Pieces[messages.ScoresCompared]:
        looker = self._looker
        family, examples = looker.models[look.model], looker.examples
        train, train_y = self._real(family, examples.train, examples.train_labels, looker.order[: look.count])
        chosen = looker.test_order[: look.count]
        held_out, held_out_y = self._real(family, examples.test, examples.test_labels, chosen)
        z, y = self._noise(family, look.count)
        fake = yield from self._drawn(family, z, y)
        on_train = yield from self._scores(family, train, train_y)
        on_held_out = yield from self._scores(family, held_out, held_out_y)
        on_fake = yield from self._scores(family, fake, y)
        judged = on_held_out, on_fake
        if look.extra_steps > 0 and family.logits(on_fake) is not None:
            pupil = Sparring(looker, look.model)
            yield from pupil.train(D, 0, look.extra_steps, look.extra_steps)
            later = yield from self._scores(pupil.model, held_out, held_out_y)
            judged = later, (yield from self._scores(pupil.model, fake, y))
        among = torch.cat(judged)
        real_logits, fake_logits = (family.logits(scores, among) for scores in judged)
        known = real_logits is not None and fake_logits is not None
        bound = js_bound(real_logits, fake_logits) if known else math.nan  # type: ignore[arg-type]
        middle = torch.cat([on_held_out.mean()[None], on_fake.mean()[None]]) if family.scores_are_relative else None
        shown_train, shown_held_out, shown_fake = (
            to_numpy(_against(family, scores, middle)) for scores in (on_train, on_held_out, on_fake)
        )
        return messages.ScoresCompared(
            *stamp, look.model, shown_train, shown_held_out, shown_fake, bound, middle is not None
        )

    def _measure(self, look: messages.MeasureSamples, stamp: Stamp) -> Job:
        looker = self._looker
        if "samples" not in looker.models[look.model].capabilities:
            label = looker.experiment.models[look.model].label
            raise ValueError(f"{label} draws no samples, so there are none to measure")
        features = (yield from self._search.find(look.run_id)) if looker.examples.kind.visual else None
        generator = torch.Generator(looker.device).manual_seed(0)
        found = yield from measuring(looker.models[look.model], looker.examples, features, look.count, generator)
        yield messages.SamplesMeasured(*stamp, look.model, found.figures, found.mode_shares, found.nearest_shares)

    def _match(self, look: messages.MatchGenerations, stamp: Stamp) -> Pieces[messages.GenerationsMatched]:
        """Generations are drawn one after the other, and then all scored by one discriminator after the other."""
        looker = self._looker
        kept = _spread([entry.payload for entry in looker.past.entries], look.columns)
        if not kept:
            raise ValueError(
                "expected generations to compare, found no keyframe that was kept since the run was opened"
            )
        model = self._spare(look.model)
        z, y = self._noise(model, max(N_MATCHED, look.samples))
        drawn = []
        for snapshot in kept:
            _load(model, snapshot, look.model)
            drawn.append((yield from self._drawn(model, z, y)))
        columns, is_belief = [], True
        for snapshot in kept:
            _load(model, snapshot, look.model)
            among = yield from self._among(model)
            column = []
            for fakes in drawn:
                scores = yield from self._scores(model, fakes, y)
                beliefs = model.belief(scores, among)
                is_belief = beliefs is not None
                column.append((scores if beliefs is None else beliefs).mean())
            columns.append(torch.stack(column))
        few = torch.stack([fakes[: look.samples] for fakes in drawn])
        kind = looker.examples.kind
        if kind.in_plane:
            samples = frozen(kind.to_places(few.flatten(0, 1)).reshape(len(kept), -1, 2))
        else:
            samples = kind.to_shown(few)
        steps = frozen(np.array([snapshot.step for snapshot in kept], np.int64))
        matrix = to_numpy(torch.stack(columns, dim=1))
        return messages.GenerationsMatched(*stamp, look.model, steps, samples, matrix, is_belief)

    def _spare(self, index: int) -> Family:
        """A model of its own for other weights than the looker's."""
        if index not in self._spares:
            self._spares[index] = Sparring(self._looker, index).model
        return self._spares[index]

    # ------------------------------------------------------------------ passing through a model

    def _noise(self, family: Family, n: int, seed: int = 0) -> tuple[Tensor, Tensor | None]:
        """Fixed codes (n, latent_dim), and labels (n,), as frequent as in training, for a family that takes some."""
        generator = torch.Generator(self._looker.device).manual_seed(seed)
        z = family.sample_codes(n, generator, None)
        labels = self._looker.examples.train_labels
        if "classes" not in family.capabilities or labels is None:
            return z, None
        rows = torch.randint(len(labels), (n,), generator=generator, device=generator.device)
        return z, torch.tensor(labels[rows.cpu().numpy()], device=z.device)

    def _drawn(self, family: Family, z: Tensor, y: Tensor | None) -> Pieces[Tensor]:
        return (yield from self._in_pieces(family.decode, z, y))

    def _scores(self, family: Family, x: Tensor, y: Tensor | None) -> Pieces[Tensor]:
        return (yield from self._in_pieces(family.scores, x, y))

    def _gradients(self, family: Family, x: Tensor, y: Tensor | None) -> Pieces[Tensor]:
        """Of each image's score with respect to its pixels, (N, C, H, W)."""

        def gradients(x: Tensor, y: Tensor | None) -> Tensor:
            with learning():  # which takes no part in what was made for looking only, so copies are used
                x = x.clone().requires_grad_()
                scores = family.scores(x, None if y is None else y.clone())
                return torch.autograd.grad(scores.sum(), x)[0]

        return (yield from self._in_pieces(gradients, x, y))

    def _on_real(self, family: Family) -> Pieces[Tensor | None]:
        """Scores of some real images where such are needed to read a score, else None."""
        if not family.scores_are_relative:
            return None
        examples, which = self._looker.examples, self._looker.order[:N_AMONG]
        return (yield from self._scores(family, *self._real(family, examples.train, examples.train_labels, which)))

    def _among(self, family: Family) -> Pieces[Tensor | None]:
        """Scores of as many real images as fakes where such are needed to read a score, else None."""
        on_real = yield from self._on_real(family)
        if on_real is None:
            return None
        z, y = self._noise(family, len(on_real))
        fakes = yield from self._drawn(family, z, y)
        return torch.cat([on_real, (yield from self._scores(family, fakes, y))])

    def _real(
        self, family: Family, pixels: Kept, labels: Int64 | None, which: np.ndarray
    ) -> tuple[Tensor, Tensor | None]:
        """Some real images, with their labels for a family that takes some."""
        x = self._looker.inputs(pixels[which])
        if "classes" not in family.capabilities or labels is None:
            return x, None
        return x, torch.tensor(labels[which], device=x.device)

    def _in_pieces(
        self, function: Callable[[Tensor, Tensor | None], Tensor], x: Tensor, y: Tensor | None
    ) -> Pieces[Tensor]:
        piece = POINT_PIECE if self._looker.examples.kind.in_plane else PIECE
        results = []
        for start in range(0, len(x), piece):
            part = slice(start, start + piece)
            results.append(function(x[part], None if y is None else y[part]))
            yield None
        return torch.cat(results)


def _centres(look: messages.ShowArena) -> tuple[Float32, Float32]:
    """The cells' centres along x and, from the top, along y."""
    x0, y0, x1, y1 = look.extent
    places = (np.arange(look.cells) + 0.5) / look.cells
    return (x0 + places * (x1 - x0)).astype(np.float32), (y1 - places * (y1 - y0)).astype(np.float32)


def _spread(snapshots: Sequence[Snapshot], count: int) -> list[Snapshot]:
    """Up to *count* of them, evenly over the steps, the first and the last among them."""
    if not snapshots:
        return []
    wanted = np.linspace(snapshots[0].step, snapshots[-1].step, count)
    steps = np.array([snapshot.step for snapshot in snapshots])
    nearest = np.abs(steps[:, None] - wanted).argmin(axis=0)
    return [snapshots[place] for place in np.unique(nearest)]


def _load(model: Family, snapshot: Snapshot, index: int) -> None:
    model.nets.load_state_dict(snapshot.weights[index])
    model.config = snapshot.configs[index]


def _against(family: Family, scores: Tensor, others: Tensor | None) -> Tensor:
    """Scores as they are shown: those that mean something only beside *others* as differences from their mean."""
    if others is None:
        return scores
    differences = family.logits(scores, others)
    return scores if differences is None else differences


def _float(belief: Tensor | None) -> float:
    return math.nan if belief is None else float(belief)
