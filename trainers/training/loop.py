"""The training loop: every model takes its step on the same batch. Synchronous, and used from one thread only.

Whoever drives it, a ``Run``, calls :meth:`Loop.step` and decides when to look and save; others tell it when to stop.
Schedules run over steps, never over seconds, and all randomness comes from generators that belong to the loop, so on a
CPU the same experiment gives the same numbers bit for bit, however often it is looked at, stopped and resumed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor

from trainers.catalog import find_family
from trainers.examples import Examples
from trainers.experiment import Experiment, ModelSpec
from trainers.family import Family, ModelConfig, check_takes, join
from trainers.knobs import ConfigError, knob_specs
from trainers.schedules import Clock, learning_rate_factor
from trainers.sentence import sentence
from trainers.training.by_hand import adjust_by_hand
from trainers.training.dealing import LEAST_WORK, Dealer
from trainers.training.evaluation import EVALUATION_BATCH, evaluation_generator, salted_generator
from trainers.training.loop_state import (
    LoopState,
    StateError,
    check_counts,
    check_fit,
    check_learned,
    copies,
    optimizer_entries,
    optimizer_tensors,
)
from trainers.training.mapped_rows import mapped_notes, rows_on, to_prepare
from trainers.training.ranks import ALONE, Ranks
from trainers.training.standing import Standing, saved_standing

AVERAGE_EVERY = 8  # steps between updates of the displayed weights
AVERAGE_OVER = 200  # steps, about, over which the displayed weights are averaged
AVERAGE_SHARE = 1 / 8  # ... but early in a run never over more than this share of the steps so far
ALIGN_EVERY = 100  # steps after which processes that train together take over the numbers of the one that leads
_ORDER, _NOISE = 1, 2  # streams of random numbers, kept apart by these salts from each other and from evaluation


class Loop:
    """One to four models in lock-step on identical batches.

    ``experiment`` always holds the present values of the live knobs, ``step_count`` the updates done, ``notes``
    sentences for the user. Raises ConfigError where a model cannot be built for these images.

    Several processes may train together: each has a loop of its own, made of the same things, and knows of the others
    by *ranks*. The one that leads calls the others to each step; nothing but steps may change any of the loops then.
    *least_work* is that of :class:`Dealer`.
    """

    def __init__(
        self,
        experiment: Experiment,
        examples: Examples,
        device: torch.device,
        ranks: Ranks = ALONE,
        least_work: int = LEAST_WORK,
    ) -> None:
        self.experiment = experiment
        self.device = device
        self.ranks = ranks
        self.step_count = 0
        self.notes: list[str] = []
        self.batch_size = self._fitting_batch(len(examples.train))
        self._kind = examples.kind
        self._train, self._test = (rows_on(array, device) for array in (examples.train, examples.test))
        self.notes += mapped_notes(self._train)
        self._labels, self._test_labels = (
            None if labels is None else torch.tensor(labels, device=device)
            for labels in (examples.train_labels, examples.test_labels)
        )
        self.models = [self._build(index, spec, examples) for index, spec in enumerate(experiment.models)]
        join(self.models)
        self._dealers = [Dealer(model.nets, ranks, least_work) for model in self.models]
        for model in self.models:
            model.prepare(to_prepare(self._train))
        self.notes += dict.fromkeys(note for model in self.models for note in model.notes)
        self._averaged = [[p.detach() for _, p in _averaged(m)] for m in self.models]  # views, which share the weights
        self._averages = [{k: p.detach().clone() for k, p in _averaged(m)} for m in self.models]
        self._order = self._generator(_ORDER)
        self._noise = [self._generator(_NOISE) for _ in self.models]  # the same for each: twins stay twins
        self._permutation = torch.randperm(len(self._train), generator=self._order, device=device)
        self._place = 0  # of the next batch in the permutation
        self._images_seen = 0

    # ------------------------------------------------------------------ training

    @property
    def epoch(self) -> float:
        """Passes over the training images so far, with fraction."""
        return self._images_seen / len(self._train)

    def step(self, players: Collection[str] = ()) -> list[dict[str, Tensor]]:
        """One update of every model on the same batch; returns per model its metrics as 0-d tensors on the device.

        With *players* only these change in models that know some of them; it is a step like any other. Does not wait
        for the device. Raises ValueError for a player that no model has. After any other exception the models may stand
        at different steps; load a state.
        """
        known = {player for model in self.models for player in model.players}
        if not known.issuperset(players):
            raise ValueError(f"players: expected some of {sorted(known)}, found {sorted(players)}")
        with self.ranks.step():
            return self._step(players)

    def _step(self, players: Collection[str]) -> list[dict[str, Tensor]]:
        clock = Clock(self.step_count, self.experiment.plan.steps)
        x, y = self._next_batches(max(model.batches for model in self.models))
        metrics, moved = [], []
        for model, noise, dealer in zip(self.models, self._noise, self._dealers, strict=True):
            _set_learning_rates(model, clock)
            count = model.batches * self.batch_size
            batch = x[:count], (None if y is None else y[:count]), clock, noise
            moving = [player for player in model.players if player in players]
            with dealer.dealing():
                metrics.append(model.partial_step(moving, *batch) if moving else model.step(*batch))
            moved.append(model.moving(moving))
        self.step_count += 1
        self._average(moved)
        if not self.ranks.alone and self.step_count % ALIGN_EVERY == 0:
            self.align()
        return metrics

    def align(self) -> None:
        """All processes that train together go on from what the leader has learned; each of them calls it."""
        remembered = [
            value
            for _, optimizer in self._optimizers()
            for entries in optimizer.state_dict()["state"].values()
            for value in entries.values()
            if isinstance(value, Tensor)
        ]
        self.ranks.align([*self._tensors().values(), *remembered])

    def set_knob(self, model: int, knob: str, value: Any) -> None:
        """Changes a live knob of one model from the next step on. Raises ConfigError, changing nothing, when the knob
        is unknown, not live, or the value out of range."""
        if not 0 <= model < len(self.models):
            raise ConfigError(f"models: expected a model from 0 to {len(self.models) - 1}, found {model}", "models")
        where = f"models.{model}"
        changed = self.models[model].config.with_value(knob, value, where)
        if knob not in _live(self.models[model]):
            raise ConfigError(f"{where}.{knob}: cannot change while training; restart to change it", f"{where}.{knob}")
        self._set_config(model, changed)

    def set_configs(self, configs: Sequence[ModelConfig]) -> None:
        """Gives every model another config, which differs from its own in live knobs at most. All at once, for what one
        knob may be can depend on another."""
        for index, config in enumerate(configs):
            self._set_config(index, config)

    def adjust(self, model: int, values: Mapping[str, Any]) -> None:
        """Puts *values*, arrays by names that the family of one model chooses, in the place of what it has learned; it
        is shown at once. Raises ValueError with one sentence, changing nothing, for what cannot be."""
        if not 0 <= model < len(self.models):
            raise ValueError(sentence(f"models: expected a model from 0 to {len(self.models) - 1}, found {model}"))
        adjust_by_hand(self.models[model], self.experiment.models[model].label, values)
        with torch.no_grad():  # what is shown is no average with what was there before
            for average, live in zip(self._averages[model].values(), self._averaged[model], strict=True):
                average.copy_(live)

    def halve_batch(self) -> None:
        """Goes on with batches of half the size (at least one image), after the device has run out of memory."""
        before, self.batch_size = self.batch_size, max(1, self.batch_size // 2)
        self.notes.append(f"The size of a batch was halved from {before} to {self.batch_size} to fit into memory.")

    # ------------------------------------------------------------------ looking

    def display_weights(self, since: Standing | None = None) -> list[dict[str, Tensor]]:
        """Per model its weights as they are shown, by the names of ``nets.state_dict()``, as copies: moving averages of
        the networks that the family wants averaged.

        *since* training stood somewhere single moves were made, which in an average nobody would see: of models with
        players the averages of then are shown, and with them all that has moved since, as far as it has moved. What
        did not move is the same, bit for bit."""
        return [
            {name: tensor.clone() for name, tensor in weights.items()} for weights in self.live_display_weights(since)
        ]

    def live_display_weights(self, since: Standing | None = None) -> list[dict[str, Tensor]]:
        """What :meth:`display_weights` copies; to be used before the next step, and not to be written to."""
        shown = []
        for index, (model, average) in enumerate(zip(self.models, self._averages, strict=True)):
            weights = model.nets.state_dict()
            averaged: Mapping[str, Tensor] = average
            if since is not None and model.players:
                averaged = since.moved_on(index, weights)
            shown.append({name: averaged.get(name, value).detach() for name, value in weights.items()})
        return shown

    def stand(self) -> Standing:
        """What is shown now, for :meth:`display_weights` after moves from here."""
        played = self._played()
        weights = [model.nets.state_dict() for model in self.models]
        live = [
            {name: own[name].detach().clone() for name in average} for own, average in zip(weights, played, strict=True)
        ]
        shown = [{name: weight.clone() for name, weight in average.items()} for average in played]
        return Standing(tuple(shown), tuple(live))

    def standing_in(self, state: LoopState) -> Standing | None:
        """Where the single moves began that a saved *state* was among; None for one of a run that went on at speed.
        Raises StateError where it does not fit."""
        return saved_standing(state, self._played())

    def _played(self) -> list[Mapping[str, Tensor]]:
        """The averages of the models that have players; nothing of others, whose moves are whole steps."""
        return [average if model.players else {} for model, average in zip(self.models, self._averages, strict=True)]

    def evaluate(self, limit: int | None = None) -> list[dict[str, float]]:
        """Per model its test metrics with the display weights: means over the (first *limit*) held-out images.

        Leaves the run untouched; the noise is the same at every call, and for every seed.
        """
        test = self._test[:limit]
        labels = None if self._test_labels is None else self._test_labels[:limit].split(EVALUATION_BATCH)
        results = []
        for model, average in zip(self.models, self._averages, strict=True):
            generator = evaluation_generator(self.device)
            sums: dict[str, Tensor] = {}
            weights = 0.0
            with _shown(model, average):
                for place, batch in enumerate(test.split(EVALUATION_BATCH)):
                    y = {"y": labels[place]} if labels is not None and "classes" in model.capabilities else {}
                    x = self._kind.to_model(batch)
                    weight = model.weight(x)
                    for name, value in model.evaluate(x, generator, **y).items():
                        sums[name] = sums.get(name, 0) + value.cpu().double() * weight
                    weights += weight
            results.append(model.concluded({name: float(total) / weights for name, total in sums.items()}))
        return results

    # ------------------------------------------------------------------ stopping and going on

    def state(self) -> LoopState:
        """A copy of everything that decides how the run goes on; see :class:`LoopState`."""
        live = self.live_state()
        return LoopState(copies(live.tensors, {}), live.position)

    def live_state(self) -> LoopState:
        """What :meth:`state` copies; to be used before the next step, and not to be written to."""
        tensors = self._tensors()
        for prefix, optimizer in self._optimizers():
            tensors.update(optimizer_tensors(prefix, optimizer))
        tensors.update({name: generator.get_state() for name, generator in self._generators().items()})
        position = {
            "step": self.step_count,
            "place": self._place,
            "images_seen": self._images_seen,
            "batch_size": self.batch_size,
            "device": self.device.type,
            "live_knobs": [{knob: getattr(model.config, knob) for knob in _live(model)} for model in self.models],
        }
        if not self.ranks.alone:
            position["ranks"] = self.ranks.count
        return LoopState(tensors, position)

    def load_state(self, state: LoopState) -> None:
        """Goes to a saved state of the same experiment. Raises StateError, changing nothing, when it does not fit.

        A state from another kind of device goes on with other random numbers, and a note says so.
        """
        check_fit(state, {name: tensor.shape for name, tensor in self._tensors().items()}, tuple(self._generators()))
        configs = self._saved_configs(state.position["live_knobs"])
        entries = [optimizer_entries(state, prefix, optimizer) for prefix, optimizer in self._optimizers()]
        position = state.position
        if not 1 <= position["batch_size"] <= len(self._train):
            raise StateError(f"saved state: a batch of {position['batch_size']} examples does not fit these data")
        for name, tensor in self._tensors().items():
            if state.tensors[name].dtype != tensor.dtype:
                found = f"of {state.tensors[name].dtype}"
                raise StateError(f"saved state: expected {name} of {tensor.dtype}, found one {found}")
            check_counts(name, state.tensors[name])
        for index, model in enumerate(self.models):
            check_learned(f"models.{index}.nets.", model, state)
        with torch.no_grad():
            for name, tensor in self._tensors().items():
                tensor.copy_(state.tensors[name])
        for (_, optimizer), entry in zip(self._optimizers(), entries, strict=True):
            optimizer.load_state_dict({**optimizer.state_dict(), "state": entry})
        for index, config in enumerate(configs):
            self._set_config(index, config)
        self.step_count, self._place = position["step"], position["place"]
        self._images_seen, self.batch_size = position["images_seen"], position["batch_size"]
        if position["device"] == self.device.type:
            for name, generator in self._generators().items():
                generator.set_state(state.tensors[name].cpu())  # checked above
        else:
            devices = f"Saved on {position['device']}, continued on {self.device.type}"
            self.notes.append(f"{devices}: from here on the random numbers differ.")
        if (before := position.get("ranks", 1)) != (now := self.ranks.count):
            processes = f"Processes that train together: {before} until now, {now} from here on"
            self.notes.append(f"{processes}, so sums are rounded differently.")

    def take_weights(self, weights: Sequence[Mapping[str, Tensor] | None]) -> None:
        """Goes on from other weights, one mapping per model as display_weights() gives them, with fresh optimisers:
        what those remembered belongs to other weights. A model for which there are none (None) stays as it is. Raises
        StateError, changing nothing, when they do not fit."""
        for index, (model, given) in enumerate(zip(self.models, weights, strict=True)):
            if given is None:
                continue
            own = {name: tensor.shape for name, tensor in model.nets.state_dict().items()}
            found = {name: each.shape if isinstance(each, Tensor) else None for name, each in given.items()}
            if own != found:
                raise StateError(f"weights: those given for model {index} are of other networks")
            for name, tensor in given.items():
                check_counts(f"models.{index}.nets.{name}", tensor)
        with torch.no_grad():
            for model, average, given in zip(self.models, self._averages, weights, strict=True):
                if given is None:
                    continue
                model.nets.load_state_dict(dict(given))
                for name, tensor in average.items():
                    tensor.copy_(given[name])
                for optimizer in model.optimizers.values():
                    optimizer.state.clear()

    # ------------------------------------------------------------------ inside

    def _tensors(self) -> dict[str, Tensor]:
        """Every tensor that is there from the start, by its name in a state: the live ones, not copies."""
        tensors = {"order.permutation": self._permutation}
        for index, (model, average) in enumerate(zip(self.models, self._averages, strict=True)):
            tensors.update({f"models.{index}.nets.{name}": value for name, value in model.nets.state_dict().items()})
            tensors.update({f"models.{index}.average.{name}": value for name, value in average.items()})
        return tensors

    def _optimizers(self) -> list[tuple[str, torch.optim.Optimizer]]:
        """Every optimiser with what its tensors' names in a state begin with."""
        return [
            (f"models.{index}.optimizers.{name}.", optimizer)
            for index, model in enumerate(self.models)
            for name, optimizer in model.optimizers.items()
        ]

    def _saved_configs(self, live_knobs: Sequence[Mapping[str, Any]]) -> list[ModelConfig]:
        """The models' configs with saved values of their live knobs. Raises StateError."""
        if [set(knobs) for knobs in live_knobs] != [set(_live(model)) for model in self.models]:
            raise StateError(f"saved state: expected live knobs of each model ({len(self.models)}), found {live_knobs}")
        try:
            return [
                type(model.config).parse({**model.config.model_dump(), **knobs}, f"models.{index}")
                for index, (model, knobs) in enumerate(zip(self.models, live_knobs, strict=True))
            ]
        except ConfigError as error:
            raise StateError(f"saved state: {error}") from None

    def _set_config(self, index: int, config: ModelConfig) -> None:
        self.models[index].config = config
        self.experiment = self.experiment.with_model_config(index, config)

    def _generators(self) -> dict[str, torch.Generator]:
        return {"order.generator": self._order, **{f"models.{i}.noise": g for i, g in enumerate(self._noise)}}

    def _generator(self, salt: int) -> torch.Generator:
        return salted_generator(self.experiment.plan.seed, salt, self.device)

    def _fitting_batch(self, n_train: int) -> int:
        size = self.experiment.plan.batch_size
        if size > n_train:
            self.notes.append(
                f"A batch of {size} is more than there are training examples ({n_train}); all of them are used."
            )
        return min(size, n_train)

    def _build(self, index: int, spec: ModelSpec, examples: Examples) -> Family:
        """A model with the weights that the seed gives it, the same for equal configs and on every device."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self.experiment.plan.seed)
            try:
                family = find_family(spec.family)
                check_takes(family, type(examples.kind), examples.title, "family")
                model = family.build(spec.config, examples, self.device)
            except ConfigError as error:
                raise ConfigError(f"models.{index}.{error}", f"models.{index}.{error.where}") from None
        return model

    def _next_batches(self, count: int) -> tuple[Tensor, Tensor | None]:
        """So many batches, one after the other in one tensor, and their labels."""
        if count == 1:
            return self._next_batch()
        images, labels = zip(*(self._next_batch() for _ in range(count)), strict=True)
        return torch.cat(images), None if self._labels is None else torch.cat(labels)

    def _next_batch(self) -> tuple[Tensor, Tensor | None]:
        """The next examples, as models take them, and their labels. What is left of a pass and fills no batch
        waits for the next shuffle, so that all batches have one size."""
        if self._place + self.batch_size > len(self._permutation):
            torch.randperm(len(self._permutation), generator=self._order, out=self._permutation)
            self._place = 0
        chosen = self._permutation[self._place : self._place + self.batch_size]
        self._place += self.batch_size
        self._images_seen += self.batch_size
        labels = None if self._labels is None else self._labels.index_select(0, chosen)
        return self._kind.to_model(self._train.index_select(0, chosen)), labels

    def _average(self, moved: Sequence[Collection[str]]) -> None:
        """Moves the display weights towards the live ones. Every step at first, when each step shows. Networks that did
        not change in this step, by model those not in *moved*, are shown as they were."""
        interval = 1 if self.step_count <= 2 * AVERAGE_EVERY else AVERAGE_EVERY
        if self.step_count % interval:
            return
        weight = min(1.0, interval / min(AVERAGE_OVER, self.step_count * AVERAGE_SHARE))
        for weights, average, nets in zip(self._averaged, self._averages, moved, strict=True):
            pairs = [pair for pair in zip(average.items(), weights, strict=True) if _net_of(pair[0][0]) in nets]
            if pairs:
                torch._foreach_lerp_([shown for (_, shown), _ in pairs], [live for _, live in pairs], weight)


def _set_learning_rates(model: Family, clock: Clock) -> None:
    factor = learning_rate_factor(clock, model.decay)
    rates = model.learning_rates()
    for name, optimizer in model.optimizers.items():
        for group in optimizer.param_groups:
            group["lr"] = rates[name] * factor


def _averaged(model: Family) -> Iterator[tuple[str, torch.nn.Parameter]]:
    """The weights whose averages are shown, by name. Whole numbers, and buffers, are shown as they are."""
    for name, parameter in model.nets.named_parameters():
        if not parameter.is_floating_point():
            continue
        if model.averaged is None or _net_of(name) in model.averaged:
            yield name, parameter


def _net_of(name: str) -> str:
    """The network in ``nets`` to which a weight of that name belongs."""
    return name.partition(".")[0]


def _live(model: Family) -> list[str]:
    """The names of the knobs that may change while training."""
    return [spec.name for spec in knob_specs(type(model.config)) if spec.live]


@contextmanager
def _shown(model: Family, average: Mapping[str, Tensor]) -> Iterator[None]:
    """Lends the display weights to the live model, in evaluation mode."""
    live = {name: parameter.detach().clone() for name, parameter in model.nets.named_parameters()}
    model.nets.eval()
    try:
        _put(model, average)
        yield
    finally:
        _put(model, live)
        model.nets.train()


def _put(model: Family, weights: Mapping[str, Tensor]) -> None:
    with torch.no_grad():
        for name, parameter in model.nets.named_parameters():
            if name in weights:
                parameter.copy_(weights[name])
