"""What the models of a run have written."""

from __future__ import annotations

from collections.abc import Iterator

from trainers.reports.markup import Markup, element, lines
from trainers.reports.reported_run import ReportedRun
from trainers.reports.words import Words
from trainers.shown import shown, shown_name

MOST_LETTERS = 400  # characters of one text
_END = "\u21b5"  # stands for the end of a line within a text


def texts(run: ReportedRun, words: Words, most: int) -> Iterator[Markup]:
    """Of each model that writes its texts from fixed noise, a line each, *most* of them at most."""
    pictures = run.pictures
    for index, model in enumerate(() if pictures is None else pictures.models):
        if model.texts is None or not len(model.texts):
            continue
        label = shown_name(run.experiment.models[index].label)
        written = [shown(str(text).replace("\n", _END), MOST_LETTERS) for text in model.texts[:most]]
        told = words("{model}: {count} texts, the same noise all along", model=label, count=len(written))
        whole = "\n".join(written)
        yield element("figure", element("pre", lines(whole, len(whole))), element("figcaption", told))
