"""Whether the parts of a run folder belong together: an edited one may be whole, and of another run."""

from __future__ import annotations

from trainers import messages
from trainers.experiment import Experiment
from trainers.kinds import Kind
from trainers.runs.data import DATA
from trainers.runs.keyframes import keyframe_name


def misfit_of_data(data: messages.DataReady, experiment: Experiment) -> str:
    """Why the described data are not those of *experiment*, in one sentence; empty when they are."""
    widths = [getattr(model.config, "latent_dim", None) for model in experiment.models]
    if len(data.latent_dims) != len(widths):
        return f"{DATA}: expected codes of each model ({len(widths)}), found those of {len(data.latent_dims)}"
    for model, found, wanted in zip(experiment.models, data.latent_dims, widths, strict=True):
        if wanted not in (None, found):
            return f"{DATA}: expected codes of {wanted} numbers for {model.family}, found {found}"
    return ""


def misfit_of_pictures(
    pictures: messages.PicturesDrawn, data: messages.DataReady | None, first: messages.PicturesDrawn | None
) -> str:
    """Why a keyframe fits neither the *data*, where they are known, nor the *first* keyframe; empty when it does."""
    name = keyframe_name(pictures.step)
    for index, model in enumerate(pictures.models):
        shape = _shape(first) if data is None else _shape_of(data.kind)
        if data is not None and model.texts is not None and shape is not None:
            return f"{name}: {index}.texts: expected no texts, for the data are {data.kind.plural}"
        for part in ("reconstructions", "samples"):
            array = getattr(model, part)
            if array is not None and data is not None and shape is None:
                return f"{name}: {index}.{part}: expected no pictures, for the data are {data.kind.plural}"
            if array is not None and shape is not None and array.shape[1:] != shape:
                return f"{name}: {index}.{part}: expected pictures of shape {shape}, found {array.shape[1:]}"
        before = None if first is None else first.models[index].codes
        width: int | None = None if before is None else before.shape[1]
        if data is not None:
            width = data.latent_dims[index] or 0  # of a model without a code there are none
        if model.codes is not None and width is not None and model.codes.shape[1] != width:
            return f"{name}: {index}.codes: expected {width} numbers a code, found {model.codes.shape[1]}"
        if data is not None and data.labels is not None and model.codes is not None:
            kept = len(data.labels)
            if len(model.codes) > kept:
                return f"{name}: {index}.codes: expected at most {kept} codes, found {len(model.codes)}"
    return ""


def _shape_of(kind: Kind) -> tuple[int, int, int] | None:
    """Of the pictures as which examples are shown; None where they are none."""
    return kind.image_shape if kind.visual or kind.in_plane else None


def _shape(pictures: messages.PicturesDrawn | None) -> tuple[int, int, int] | None:
    for model in () if pictures is None else pictures.models:
        for array in (model.reconstructions, model.samples):
            if array is not None:
                return array.shape[1], array.shape[2], array.shape[3]
    return None
