"""What the models of a run draw: maps of codes, reconstructions, samples."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from trainers.examples import Float32, Int64
from trainers.messages import ModelPictures
from trainers.reports.markup import Markup, element
from trainers.reports.reported_run import ReportedRun
from trainers.reports.scatter import Square, dots_png, framed, legend, thinned_rows
from trainers.reports.settings_tables import class_names
from trainers.reports.sheets import sheet, smaller
from trainers.reports.words import Words
from trainers.shown import shown_name

MOST_TURNED = 512  # numbers of a code among which directions are looked for
STRIP = 0.35  # how far the codes of one number are spread upwards, by class, in widths of their range


def maps(run: ReportedRun, words: Words, most_dots: int) -> Iterator[Markup]:
    """A map for each model that has codes, and the classes below them."""
    labels = None if run.data is None else run.data.labels
    drawn: Int64 | None = None
    for index, model in _models(run):
        if model.codes is None or not len(model.codes):
            continue
        rows = thinned_rows(len(model.codes), most_dots)
        groups = None if labels is None or len(labels) < len(model.codes) else labels[: len(model.codes)][rows]
        drawn = groups if groups is not None else drawn
        places, axes, note = _plane(model.codes, labels, rows, words)
        label = shown_name(run.experiment.models[index].label)
        title = words("Map of the codes of {model}", model=label)
        square = Square.around(places)
        picture = framed([dots_png(places, groups, square)], square, title, axes)
        caption = [label, note, words("{count:,} training examples", count=len(rows))]
        yield element("figure", picture, element("figcaption", " · ".join(filter(None, caption))))
    if drawn is not None:
        yield legend(drawn, class_names(run, words), words("no class"), words("and {count} more"))


def _plane(codes: Float32, labels: Int64 | None, rows: Int64, words: Words) -> tuple[Float32, tuple[str, str], str]:
    """Where the codes of *rows* are drawn, what the axes are, and how the plane was found where there was a choice."""
    width = codes.shape[1]
    if width == 2:
        return codes[rows], ("z1", "z2"), ""
    if width == 1:
        along = codes[rows, 0]
        span = max(float(along.max() - along.min()), 1e-6) * STRIP
        many = 1 if labels is None else max(int(labels.max()) + 1, 1)
        above = np.zeros(len(rows)) if labels is None else labels[rows] / many
        return (
            np.stack([along, (above * span).astype(np.float32)], axis=1),
            ("z1", ""),
            words("one number a code; classes above each other"),
        )
    drawn = codes[rows].astype(np.float64)
    if width > MOST_TURNED:
        first, second = np.argsort(-drawn.var(0), kind="stable")[:2].tolist()
        note = words("the two of {width} numbers that vary most", width=width)
        return codes[rows][:, [first, second]], (f"z{first + 1}", f"z{second + 1}"), note
    drawn -= drawn.mean(0)
    turned = np.linalg.eigh(drawn.T @ drawn)[1][:, [-1, -2]]
    turned *= np.where(turned[np.abs(turned).argmax(0), [0, 1]] < 0, -1, 1)  # the same codes, the same way up
    note = words("the two directions of {width} numbers in which the codes vary most", width=width)
    return (drawn @ turned).astype(np.float32), (words("direction 1"), words("direction 2")), note


def reconstructions(run: ReportedRun, words: Words, most: int, side: int) -> Iterator[Markup]:
    """Held-out pictures above, what each model makes of them below."""
    probe = None if run.data is None or not run.data.kind.visual else run.data.probe
    for index, model in _models(run):
        images = model.reconstructions
        if probe is None or images is None or not len(images):
            continue
        count = min(len(images), len(probe), most)
        label = shown_name(run.experiment.models[index].label)
        alt = words("Held-out pictures, and below them what {model} makes of them", model=label)
        pairs = np.concatenate([probe[:count], images[:count]])
        yield element("figure", sheet(smaller(pairs, side), count, alt), element("figcaption", label))


def samples(run: ReportedRun, words: Words, most: int, side: int, most_dots: int) -> Iterator[Markup]:
    """New pictures from fixed noise, or points among those of the data."""
    data = run.data
    for index, model in _models(run):
        images = model.samples
        if images is None or not len(images):
            continue
        label = shown_name(run.experiment.models[index].label)
        alt = words("New examples, drawn by {model} from fixed noise", model=label)
        if data is not None and data.points is not None:
            yield element(
                "figure",
                _points(images.reshape(len(images), -1), data.points, alt, most_dots),
                element("figcaption", words("{model}: samples in colour, the data grey", model=label)),
            )
        elif images.shape[2:] != (1, 2):
            images = images[:most]
            columns = int(np.ceil(len(images) ** 0.5))
            yield element(
                "figure", sheet(smaller(images, side), columns, alt, widest=300), element("figcaption", label)
            )


def _points(shown: np.ndarray, points: Float32, alt: str, most_dots: int) -> Markup:
    places = (shown / 255).astype(np.float32)
    behind = points[thinned_rows(len(points), most_dots)]
    square = Square.around(places, behind)
    none = np.full(len(behind), -1, np.int64)
    return framed([dots_png(behind, none, square), dots_png(places, None, square, 6.0)], square, alt, ("x", "y"))


def _models(run: ReportedRun) -> Iterator[tuple[int, ModelPictures]]:
    yield from enumerate(() if run.pictures is None else run.pictures.models)
