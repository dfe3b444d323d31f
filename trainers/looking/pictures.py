"""The pictures that the window shows of every model, drawn again and again while training."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from trainers import messages
from trainers.lazy import torch
from trainers.looking.drawing import drawing
from trainers.looking.jobs import Job
from trainers.looking.looker import PIECE, Looker, ShownFirst
from trainers.machine.cores import FEW_CORES
from trainers.pieces import Pieces
from trainers.training.evaluation import EVALUATION_BATCH, evaluation_generator

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from trainers.family import Family
    from trainers.kinds import Kind

N_SAMPLES = 64
N_TEXTS = 16
LONGEST_TEXT = 160  # characters of one
TEXT_PIECE = 16  # characters of each that are written at once
N_TEST = 512  # held-out images of the live test values; the final figure, which uses all, is the same of so few
N_TESTED_TOKENS = 8192  # in all of them, where they are texts
N_CODES = (500, 1000, 2000, 5000, 10_000)  # how many codes a live map may show
PICTURE_SECONDS = 0.02 if FEW_CORES else 0.05  # aim for one set of pictures while training, test values apart


def tested_examples(kind: Kind) -> int:
    """How many held-out examples the live test values are of: of long texts fewer."""
    return N_TEST if kind.visual or kind.in_plane else max(1, min(N_TEST, N_TESTED_TOKENS // kind.shape[0]))


class PictureMaker:
    """Draws with a looker's models; how many codes it shows follows the time that the last pictures took."""

    def __init__(self, looker: Looker) -> None:
        self._looker = looker
        self._n_codes = N_CODES[2]
        examples, most = looker.examples, tested_examples(looker.examples.kind)
        are_all = len(examples.test) <= most
        some = slice(None) if are_all else looker.test_order[:most]
        self._piece = EVALUATION_BATCH if are_all else PIECE  # noise is drawn piece by piece
        self._test = examples.test[some]
        self._test_labels = None if examples.test_labels is None else examples.test_labels[some]

    def make(self, run_id: int, keyframe: bool = False, tested: bool = True) -> Job:
        """Reconstructions, samples, codes and, where *tested*, test values of every model."""
        seconds = 0.0
        models = []
        for index in range(len(self._looker.models)):
            pieces = self._model_pictures(index)
            while True:
                start = time.perf_counter()
                try:
                    next(pieces)
                except StopIteration as done:
                    models.append(done.value)
                    break
                finally:
                    seconds += time.perf_counter() - start
                yield None
        self._adapt(seconds)
        if tested:
            for index, family in enumerate(self._looker.models):
                models[index] = replace(models[index], test=(yield from self._test_values(family)))
        yield messages.PicturesDrawn(run_id, self._looker.step, tuple(models), keyframe)

    def _model_pictures(self, index: int) -> Pieces[messages.ModelPictures]:
        looker = self._looker
        family = looker.models[index]
        can = family.capabilities
        codes, spread = yield from looker.codes(family, ShownFirst(looker, self._n_codes))
        reconstructions = samples = None
        if {"encodes", "decodes"} <= can:
            reconstructions = yield from looker.reconstruct(index, looker.probe)
        if "samples" in can:
            generator = torch.Generator(looker.device).manual_seed(0)  # fixed noise: samples move instead of flicker
            basis = None if codes is None else looker.floats(codes[: N_CODES[0]])  # whatever time there was for more
            drawn = yield from drawing(family, N_SAMPLES, generator, None, basis, PIECE)
            samples = looker.examples.kind.to_shown(drawn)
        texts = (yield from self._texts(family)) if "writes" in can else None
        return messages.ModelPictures(reconstructions, samples, codes, spread, {}, texts)

    def _texts(self, family: Family) -> Pieces[NDArray[np.str_]]:
        """From fixed noise, as long as a piece of the data but for its tail."""
        looker = self._looker
        kind = looker.examples.kind
        noise = family.noise(N_TEXTS, torch.Generator(looker.device).manual_seed(0))
        written: list[Tensor] = []
        for chosen in family.writing(noise, min(kind.shape[0], LONGEST_TEXT)):
            written.append(chosen)
            if len(written) % TEXT_PIECE == 0:
                yield None
        return kind.to_shown(torch.stack(written, 1))

    def _test_values(self, family: Family) -> Pieces[dict[str, float]]:
        device = self._looker.device
        generator = evaluation_generator(device)
        total: dict[str, float] = {}
        weights = 0.0
        for start in range(0, len(self._test), self._piece):
            part = self._test[start : start + self._piece]
            y = {}
            if self._test_labels is not None and "classes" in family.capabilities:
                y["y"] = torch.tensor(self._test_labels[start : start + len(part)], device=device)
            x = self._looker.inputs(part)
            weight = family.weight(x)
            for name, value in family.evaluate(x, generator, **y).items():
                total[name] = total.get(name, 0.0) + float(value) * weight
            weights += weight
            yield None
        return family.concluded({name: value / weights for name, value in total.items()})

    def _adapt(self, seconds: float) -> None:
        """Fewer codes on a map when the pictures take too long, more when there is time."""
        place = N_CODES.index(self._n_codes)
        if seconds > 2 * PICTURE_SECONDS and place > 0:
            self._n_codes = N_CODES[place - 1]
        elif seconds < PICTURE_SECONDS / 4 and place + 1 < len(N_CODES):
            self._n_codes = N_CODES[place + 1]
