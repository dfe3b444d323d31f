"""Training and looking in a few lines of Python: what ``import trainers`` offers in a notebook or a script.

Same experiments, same driver and same numbers as in the window and on the command line, bit for bit on a CPU.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from trainers.dataset import Cancelled, LoadContext
from trainers.examples import Float32
from trainers.experiment import Experiment
from trainers.knobs import ConfigError
from trainers.marks import Mark
from trainers.messages import Components
from trainers.notebook.keyword_settings import find_experiment, with_keywords
from trainers.notebook.numpy_model import Labels, NumpyModel
from trainers.places import data_dir as data_folder
from trainers.places import runs_dir
from trainers.terminal.interrupt import interruptible
from trainers.terminal.progress_bar import is_watched, progress_bar

if TYPE_CHECKING:
    from torch import Tensor, nn

    from trainers.examples import Examples
    from trainers.looking.reports.map_report import MapReport
    from trainers.notebook.direct_run import DirectRun


def train(
    experiment: str | Path | Experiment,
    *,
    steps: int | None = None,
    seed: int | None = None,
    device: str = "auto",
    threads: int | None = None,
    data_dir: str | Path | None = None,
    out: str | Path | None = None,
    until: int | None = None,
    keyframes: bool = True,
    progress: bool | None = None,
    set: Mapping[str, Any] | None = None,
    **knobs: Any,
) -> NotebookRun:
    """Trains an experiment and returns it as a run that can be looked at, trained on and saved.

        run = trainers.train("vae-digits", steps=500, beta=4)

    *experiment* is the name of a preset (``trainers.list_presets()`` lists them), the path of a TOML file, or an
    Experiment. Any knob of its models may be given by name and changes in every model that has it, ``batch_size``
    likewise; *set* gives any setting by its dotted place, such as ``{"models.0.beta": 4, "dataset.size": 8}``.

    *steps* are the planned ones, over which the learning rate falls, and *until* is the step at which training stops
    for now: ``until=0`` only builds the models. *seed* decides all chances. *device* is "auto", "cpu", "cuda" or "mps";
    *threads* fixes their number on a CPU, which decides how sums are rounded. *data_dir* is where data sets lie, else
    the variable LATENT_EXPLORER_DATA names it, else it is the user's data folder.

    With *out*, a new or empty folder, the run saves itself there on the way; else nothing is written until
    :meth:`NotebookRun.save`. *keyframes* are the pictures that fill the window's timeline. *progress* shows a bar:
    without it on a terminal and in a notebook. Ctrl-C, or the stop button, ends training where it stands, and the run
    can go on.

    Raises ConfigError for settings that cannot be used, DataError, RunFolderError or OSError, and NonFiniteError when a
    loss is no number any more. KeyboardInterrupt comes only where there is no run yet.
    """
    from trainers.notebook.direct_run import begin_direct

    chosen = with_keywords(find_experiment(experiment), {"steps": steps, "seed": seed}, set or {}, knobs)
    last = chosen.plan.steps if until is None else until
    if not 0 <= last <= chosen.plan.steps:
        raise ConfigError(f"until: expected a step from 0 to {chosen.plan.steps}, found {last}", "until")
    _check_threads(threads)
    place = None if out is None else _folder(out)
    direct = _made(data_dir, lambda context: begin_direct(chosen, context, device, threads, place))
    return NotebookRun(direct, keyframes, saves=place is not None)._train(last, progress)


def load(
    folder: str | Path,
    *,
    device: str = "auto",
    threads: int | None = None,
    data_dir: str | Path | None = None,
) -> NotebookRun:
    """A saved run, as it was saved last, with its data: by its folder, or by the name of one of the window's runs.

    Its folder is only read, also when it is trained on, until :meth:`NotebookRun.save`. *device*, *threads* and
    *data_dir* as in :func:`train`. Raises RunFolderError where there is nothing to go on from, DataError where its data
    are not there, ConfigError or OSError.
    """
    from trainers.notebook.direct_run import recall_direct

    path = _folder(folder)
    if not path.exists() and (runs_dir() / folder).is_dir():
        path = runs_dir() / folder
    _check_threads(threads)
    return NotebookRun(_made(data_dir, lambda context: recall_direct(path, context, device, threads)))


class NotebookModel(NumpyModel):
    """One model of a run; ``run.models`` holds them."""

    def __init__(self, direct: DirectRun, index: int) -> None:
        training = direct.training
        super().__init__(direct.looking, index, training.loop.experiment.models[index], training.examples)
        self._direct = direct

    @property
    def curves(self) -> dict[str, Float32]:
        """Its metrics by name, each float32 (step,): value i is that of step i + 1, NaN where it is not known."""
        curves: dict[str, Float32] = {}
        for part in self._direct.training.run.record.history:
            for name, series in part.values[self._index].items():
                curve = curves.setdefault(name, np.full(self._direct.training.loop.step_count, np.nan, np.float32))
                curve[part.first_step - 1 : part.first_step - 1 + len(series)] = series
        return curves

    def evaluate(self, samples: bool = False) -> dict[str, float]:
        """Test metrics by name, as ``latent-explorer train`` gives them at its end: means over all held-out images,
        with the weights that are shown. Where a discriminator was trained, or with *samples* for every model that
        samples, also how good its samples are, which may train a judge first.

        Changes nothing, and gives the same every time. Raises ValueError where a model draws what is no number.
        """
        with self._direct.computing():
            return self._direct.training.evaluate(samples)[self._index]


class NotebookRun:
    """One to four models, trained on the same batches, with their data. Made by :func:`train` and :func:`load`.

    ``run.models`` holds the models. What is asked of the run itself is asked of one of them, the first unless *model*
    says another one, by its place or by its label.
    """

    def __init__(self, direct: DirectRun, keyframes: bool = True, saves: bool = False) -> None:
        """*direct* may stand at any step; *saves*: into its folder, whenever it is trained."""
        self._direct, self._keyframes, self._saves = direct, keyframes, saves
        self.models = tuple(NotebookModel(direct, index) for index in range(len(direct.training.loop.models)))

    # ------------------------------------------------------------------ what it is

    @property
    def experiment(self) -> Experiment:
        """Data, plan and models with all their settings; ``run.experiment.to_toml()`` writes them down."""
        return self._direct.training.loop.experiment

    @property
    def examples(self) -> Examples:
        """What it is trained on: ``train`` and ``test``, pictures (N, C, H, W) as uint8 or float32 in [0, 1], points of
        the plane (N, 2) as float32 in [0, 1], texts (N, length) as indices into ``kind.vocabulary``, int16;
        ``train_labels`` and ``test_labels`` int64 (N,) or None; ``class_names``. All read-only."""
        return self._direct.training.examples

    @property
    def folder(self) -> Path | None:
        """Where the run was saved, or loaded from; None: nowhere yet."""
        return self._direct.folder

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the models."""
        return tuple(model.label for model in self.models)

    @property
    def step(self) -> int:
        """How many updates have been done."""
        return self._direct.training.loop.step_count

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What happened on the way: settings that were turned, weights that came back, what was moved by hand. A run
        from step 0 with the same settings does not repeat these."""
        return self._direct.training.run.marks

    @property
    def threads(self) -> tuple[tuple[int, int], ...]:
        """(steps done, threads from then on): what decided how sums were rounded on a CPU."""
        return tuple(self._direct.training.threads.record)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what one should know of data and run: what was skipped, what is missing in its folder."""
        return (*self.examples.notes, *self._direct.training.loop.notes, *self._direct.problems)

    # ------------------------------------------------------------------ training and keeping

    def train(self, steps: int | None = None, *, progress: bool | None = None) -> NotebookRun:
        """Trains on for so many *steps*, or up to the end of the plan; returns the run itself.

        In parts it becomes the same run as in one go, as long as the plan is not left. Steps beyond it make the plan
        longer, as ``latent-explorer train --resume --steps`` does, and the learning rate follows the longer plan.
        *progress*, Ctrl-C and errors as in :func:`train`; after NonFiniteError the run stands where it was last whole.
        """
        if steps is not None and steps < 0:
            raise ConfigError(f"steps: expected at least 0, found {steps}", "steps")
        planned = self.experiment.plan.steps
        last = max(self.step, planned) if steps is None else self.step + steps
        if last > planned and steps != 0:
            self._direct.training.run.plan_again(last)
        return self._train(last, progress)

    def save(self, folder: str | Path | None = None) -> Path:
        """Saves all of it, so that window, command line and :func:`load` can open it; returns the folder.

        *folder* is a new or empty one; without it, the one that the run was saved in or loaded from, which must not be
        open elsewhere. Raises RunFolderError, and ConfigError where no folder is known.
        """
        path = self.folder if folder is None else _folder(folder)
        if path is None:
            raise ConfigError('save: expected a folder, such as run.save("my-run")', "folder")
        self._direct.save(path)
        return path

    def load_weights(self, weights: Mapping[str, Tensor], model: int | str = 0) -> None:
        """Puts *weights*, by the names of ``run.module(model).state_dict()``, into a model of the run itself: what is
        measured, decoded, drawn and trained on from here on is by them. So a file of exported weights is used, see the
        page beside it. Raises ValueError, changing nothing, where they are of other networks."""
        self._direct.give_weights(self.models.index(self._model(model)), weights)

    def report(self, path: str | Path, *, language: str = "en", measure: bool = False) -> Path:
        """Writes a report on the run into an HTML file that needs nothing else, and returns its path: settings, curves,
        maps, samples, figures, versions, and the command that trains the same.

        *language* is "en" or "zh_CN". With *measure* it also tells what :meth:`NotebookModel.evaluate` finds of models
        and samples. Raises ConfigError and OSError.
        """
        from trainers.disk.atomic_file import check_place, write_atomically
        from trainers.notebook.run_reporting import reported_run
        from trainers.reports.run_report import write_run_report
        from trainers.reports.words import read_words

        words, place = read_words(language), _folder(path)
        check_place(place)
        found = reported_run(self._direct, [model.curves for model in self.models], self._direct.problems)
        if measure:
            found = found.with_figures([model.evaluate(samples=True) for model in self.models])
        write_atomically(place, write_run_report(found, words))
        return place

    def _train(self, last: int, progress: bool | None) -> NotebookRun:
        watched = is_watched() if progress is None else progress
        with interruptible() as stopped, progress_bar(self.experiment, self.step, last, watched) as show:
            self._direct.train(last, stopped, lambda now: show(now.step, now.models), self._keyframes, self._saves)
            now = self._direct.training.progress()
            show(now.step, now.models)
        for sentence in self._direct.told:
            warnings.warn(sentence, RuntimeWarning, stacklevel=3)
        return self

    # ------------------------------------------------------------------ looking

    @property
    def curves(self) -> dict[str, Float32]:
        """The metrics of the first model by name, each float32 (step,): value i is that of step i + 1."""
        return self.models[0].curves

    def evaluate(self, model: int | str = 0, *, samples: bool = False) -> dict[str, float]:
        """Test metrics by name, as ``latent-explorer train`` gives them at its end; with *samples* also how good its
        samples are. More in :meth:`NotebookModel.evaluate`."""
        return self._model(model).evaluate(samples)

    def decode(self, z: ArrayLike, y: Labels | None = None, *, model: int | str = 0) -> Float32:
        """Images of codes *z* (N, latent_dim): float32 (N, C, H, W) in [0, 1]; of points of the plane (N, 2). *y* are
        classes, for models that are told some. Raises ValueError for what does not fit. More in
        :meth:`NotebookModel.decode`."""
        return self._model(model).decode(z, y)

    def encode(self, x: ArrayLike, *, model: int | str = 0) -> Float32:
        """Codes of examples *x*, in the shape of :attr:`examples`, uint8 or floats in [0, 1]: float32
        (N, latent_dim). Raises ValueError for what does not fit, and for a model that does not encode."""
        return self._model(model).encode(x)

    def sample(self, n: int = 64, seed: int = 0, y: Labels | None = None, *, model: int | str = 0) -> Float32:
        """New images, float32 (n, C, H, W) in [0, 1], or points (n, 2), the same for the same *seed*; *y* as in
        :meth:`decode`. More in :meth:`NotebookModel.sample`."""
        return self._model(model).sample(n, seed, y)

    def complete(
        self,
        x: ArrayLike,
        known: ArrayLike,
        count: int = 16,
        seed: int = 0,
        *,
        temperature: float = 1.0,
        y: Labels | None = None,
        order: str = "",
        model: int | str = 0,
    ) -> Float32:
        """*count* endings, float32 (count, C, H, W) in [0, 1], of a picture *x* (C, H, W) that stays as it is where
        *known* (H, W); by a model that completes. More in :meth:`NotebookModel.complete`."""
        return self._model(model).complete(x, known, count, seed, temperature=temperature, y=y, order=order)

    def write(
        self,
        start: str = "",
        count: int = 5,
        seed: int = 0,
        *,
        temperature: float = 1.0,
        length: int | None = None,
        model: int | str = 0,
    ) -> list[str]:
        """*count* texts that begin with *start*, by a model that has read some:

            run.write("To be", temperature=0.8)

        More in :meth:`NotebookModel.write`."""
        return self._model(model).write(start, count, seed, temperature=temperature, length=length)

    def log_prob(self, x: ArrayLike, y: Labels | None = None, *, model: int | str = 0) -> Float32:
        """The log of the probability of pictures *x*, in nats, float32 (N,); by a model that makes them component by
        component. More in :meth:`NotebookModel.log_prob`."""
        return self._model(model).log_prob(x, y)

    def holes(
        self,
        region: str | None = None,
        layer: str = "realism",
        *,
        components: int = 10,
        covariance: str | None = None,
        count: int = 2000,
        model: int | str = 0,
    ) -> dict[str, float]:
        """The ``share`` of codes drawn from a *region* ("prior", "box", "gaussian" or "mixture") that lies in holes,
        with its interval from ``low`` to ``high``. More in :meth:`NotebookModel.holes`."""
        told = self._model(model)
        return told.holes(region, layer, components=components, covariance=covariance, count=count)

    def map(
        self,
        method: str = "tsne",
        count: int = 2000,
        seed: int = 0,
        *,
        model: int | str = 0,
        progress: Callable[[float, str], None] | None = None,
        **settings: Any,
    ) -> MapReport:
        """A map of *count* training examples, or of all where there are fewer, by a *method*: "pca", "isomap", "lle",
        "tsne" or "som", drawn of the examples themselves, or "codes", what the *model* has learned.

            drawn = run.map("tsne", perplexity=50)
            drawn.places, drawn.trustworthiness, drawn.continuity  # (N, 2); k = 10
            run.examples.train_labels[drawn.rows]                  # the classes of the same examples

        *settings* are those of the method; the same *seed* draws the same map, which is the one of the window and of
        ``latent-explorer map``. *progress* is told what share is done, and what is being done. Raises ConfigError and
        DataError for what cannot be, ValueError for a model that does not encode.
        """
        from trainers.looking.reports.map_report import CODES, first_examples, report_codes, report_map

        tell = progress or (lambda share, words: None)
        if method != CODES:
            return report_map(self.examples, method, settings, count, seed, tell)
        if settings:
            raise ConfigError(f"map: codes have no settings, found {next(iter(settings))}", "settings")
        chosen = self._model(model)
        return report_codes(self.examples, chosen.label, chosen.encode(first_examples(self.examples, count)), tell)

    def mixture(self, *, model: int | str = 0) -> Components:
        """Weights (K,), means (K, d) and covariances (K, d, d) of a mixture of Gaussians, float64. More in
        :meth:`NotebookModel.mixture`."""
        return self._model(model).mixture()

    def module(self, model: int | str = 0) -> nn.ModuleDict:
        """The torch networks: copies with the weights that are shown, in evaluation mode and without gradients. What is
        loaded into a copy changes nothing of the run: :meth:`load_weights` does."""
        return self._model(model).module()

    def __repr__(self) -> str:
        plan = self.experiment.plan
        newest = "; ".join(f"{m.label}: {_first_metric(m.curves)}" for m in self.models) if self.step else ""
        return f"<NotebookRun {plan.title!r}, step {self.step} of {plan.steps}{newest and '; ' + newest}>"

    def _model(self, model: int | str) -> NotebookModel:
        if isinstance(model, str) and model in self.labels:
            return self.models[self.labels.index(model)]
        if isinstance(model, int) and 0 <= model < len(self.models):
            return self.models[model]
        known = f"0 to {len(self.models) - 1}, or a label ({', '.join(self.labels)})"
        raise ValueError(f"model: expected {known}, found {model!r}")


def _first_metric(curves: Mapping[str, Float32]) -> str:
    return next((f"{name} {curve[-1]:.4g}" for name, curve in curves.items()), "")


def _folder(path: str | Path) -> Path:
    return Path(path).expanduser().absolute()


def _made(data_dir: str | Path | None, make: Callable[[LoadContext], DirectRun]) -> DirectRun:
    """The run that *make* gives. Ctrl-C until it is there raises KeyboardInterrupt."""
    with interruptible() as stopped:
        try:
            made = make(LoadContext(data_folder(data_dir), cancelled=stopped))
        except Cancelled:
            raise KeyboardInterrupt from None
        if stopped():
            raise KeyboardInterrupt
        return made


def _check_threads(threads: int | None) -> None:
    from trainers.training.sharing import check_threads

    if threads is not None:
        check_threads(threads)
