"""What is told of the data and the models of a run as it begins, and kept in its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainers import messages
from trainers.examples import Examples, frozen
from trainers.files.drawing_style import measure_style
from trainers.looking.looker import display_order, probe_images
from trainers.looking.texts.text_quality import figure_words

if TYPE_CHECKING:
    from trainers.training.loop import Loop

PREVIEW = 24
MOST_HELD_OUT = 100  # texts
DRAWINGS = 500  # images by which it is measured how they are drawn


def describe(run_id: int, loop: Loop, examples: Examples, device: str) -> messages.DataReady:
    """What the window shows of the data and the models, and which *device* they are on, in words."""
    order = display_order(len(examples.train))
    labels, kind = examples.train_labels, examples.kind
    return messages.DataReady(
        run_id=run_id,
        title=examples.title,
        kind=kind,
        n_train=len(examples.train),
        n_test=len(examples.test),
        class_names=examples.class_names,
        notes=(*examples.notes, *loop.notes),
        preview=kind.shown(examples.train[order[:PREVIEW]]),
        probe=kind.shown(probe_images(examples)),
        labels=None if labels is None else frozen(labels[order]),
        device=device,
        latent_dims=tuple(model.latent_dim for model in loop.models),
        text_figures=figure_words(examples),
        points=frozen(examples.train[order]) if kind.in_plane else None,
        modes=examples.modes,
        drawing=measure_style(kind.shown(examples.train[order[:DRAWINGS]])) if kind.visual else None,
        held_out=held_out_texts(examples) if kind.textual else (),
    )


def held_out_texts(examples: Examples) -> tuple[str, ...]:
    """Up to MOST_HELD_OUT different held-out texts, none of them empty; those that are shown anyway, in the place of
    probe images, only where there are no others."""
    seen = [str(text) for text in examples.kind.shown(probe_images(examples))]
    rest = [str(text) for text in examples.kind.shown(examples.test[: 2 * MOST_HELD_OUT + len(seen)])]
    others = [text for text in dict.fromkeys(rest) if text and text not in seen]
    return tuple((others or [text for text in dict.fromkeys(seen) if text])[:MOST_HELD_OUT])
