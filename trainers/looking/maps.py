"""Answers to what is asked about the data alone: maps of them, how far maps can be trusted, clusters, single examples,
how well counting does.

No model is looked at, and so no snapshot: the answers are of step 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from time import perf_counter
from typing import Any, TypeVar

import numpy as np

from trainers import messages
from trainers.examples import Examples, Float32, frozen
from trainers.lazy import torch
from trainers.looking.jobs import Answerers, Job, Stamp, attempt, once
from trainers.looking.looker import display_order
from trainers.pieces import Pieces
from trainers.sentence import sentence

S = TypeVar("S")
STEP = 0  # of the answers
NEARLY = 0.99  # of the work is done when a map is drawn and has still to be judged


class Stopwatch:
    """Adds up what the pieces of a job take, not what others do between two of them."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def over(self, work: Iterator[S]) -> Generator[S, None, Any]:
        """What *work* yields and returns."""
        while True:
            begun = perf_counter()
            try:
                found = next(work)
            except StopIteration as end:
                return end.value
            finally:
                self.seconds += perf_counter() - begun
            yield found


class MapAnswers:
    """Answers looks that are ``apart``, about the first so many *examples* in the order in which they are shown. Used
    from one thread at a time. *held* says whether somebody waits for the end of the piece at work."""

    def __init__(self, examples: Examples, held: Callable[[], bool]) -> None:
        self.examples = examples
        self._held = held
        self._order = display_order(len(examples.train))

    def answerers(self) -> Answerers:
        """Who answers which look; they raise ValueError for what does not fit the examples."""
        return {
            messages.MakeMap: self._make_map,
            messages.JudgeMap: once(self._judge_map),
            messages.FindClusters: once(self._find_clusters),
            messages.ShowExamples: once(self._show_examples),
            messages.CountText: once(self._count_text),
        }

    def answer(self, look: messages.Look) -> Job:
        """Answers any of them; what cannot be done becomes LookFailed with the reason."""
        stamp = (look.run_id, look.request_id, look.channel, STEP)
        return attempt(self.answerers()[type(look)], look, stamp)

    def _count_text(self, look: messages.CountText, stamp: Stamp) -> Pieces[messages.TextCounted]:
        from trainers.looking.texts.writing import count_text

        return (yield from count_text(self.examples, stamp))

    def _make_map(self, look: messages.MakeMap, stamp: Stamp) -> Job:
        from trainers.maps.methods import make_map
        from trainers.maps.quality import map_quality

        x = self._features(look.count)
        shape = self.examples.kind.image_shape
        made, watch = None, Stopwatch()
        for stage in watch.over(make_map(look.method, x, shape, look.settings, look.seed, self._held)):
            places = stage.places if made is None or len(stage.places) else made.places
            decoder = stage.decoder if made is None or stage.decoder is not None else made.decoder
            words, done = stage.words, NEARLY * stage.done
            made = messages.MapMade(
                *stamp, look.method, places, done, words, watch.seconds, math.nan, math.nan, judged=0, decoder=decoder
            )
            if stage.done == 1:  # is said with what comes next
                break
            yield made
        if made is None:
            return
        yield replace(made, stage=sentence("Measuring how far it can be trusted."))
        quality = yield from map_quality(x, made.places)
        yield replace(
            made,
            done=1.0,
            trustworthiness=quality.trustworthiness,
            continuity=quality.continuity,
            judged=quality.judged,
        )

    def _judge_map(self, look: messages.JudgeMap, stamp: Stamp) -> Pieces[messages.MapJudged]:
        from trainers.maps.quality import map_quality

        places = look.places
        if places.ndim != 2 or places.shape[1] != 2 or not np.isfinite(places).all():
            raise ValueError(sentence(f"expected finite places of shape (N, 2), found {places.shape}"))
        x = self._features(len(places))
        if len(x) != len(places):
            raise ValueError(sentence(f"expected places of at most {len(x):,} examples, found {len(places):,}"))
        quality = yield from map_quality(x, places)
        return messages.MapJudged(*stamp, quality.trustworthiness, quality.continuity, quality.judged)

    def _find_clusters(self, look: messages.FindClusters, stamp: Stamp) -> Pieces[messages.ClustersFound]:
        from trainers.maps.agreement import adjusted_rand, contingency, normalised_information
        from trainers.maps.clusterings import find_clusters

        given = look.features
        x = self._features(look.count) if given is None else self._checked(given)
        watch = Stopwatch()
        clusters = frozen((yield from watch.over(find_clusters(look.method, x, look.settings, look.seed))))
        labels, table, ari, nmi = self.examples.train_labels, None, math.nan, math.nan
        if labels is not None:
            table = frozen(contingency(clusters, labels[self._order[: len(x)]], len(self.examples.class_names)))
            ari, nmi = adjusted_rand(table), normalised_information(table)
        return messages.ClustersFound(
            *stamp, look.method, clusters, table, ari, nmi, watch.seconds, by_features=given is not None
        )

    def _show_examples(self, look: messages.ShowExamples, stamp: Stamp) -> Pieces[messages.ExamplesShown]:
        rows, count = np.array(look.rows, np.int64), len(self._order)
        if len(rows) and not 0 <= rows.min() <= rows.max() < count:
            raise ValueError(sentence(f"expected rows from 0 to {count - 1:,}, found {rows.min()} to {rows.max()}"))
        yield from ()  # it is done in one piece
        images = self.examples.kind.shown(self.examples.train[self._order[rows]])
        return messages.ExamplesShown(*stamp, look.rows, images)

    def _checked(self, features: Float32) -> Float32:
        """Numbers (count, d) that others have found for the first examples."""
        if features.ndim != 2 or len(features) > len(self._order):
            wanted, found = f"(N, d), N up to {len(self._order):,}", features.shape
            raise ValueError(sentence(f"expected numbers of shape {wanted}, found {found}"))
        return features

    def _features(self, count: int) -> Float32:
        """The first so many examples, or all where there are fewer, as rows (N, D) of numbers in [0, 1]."""
        kind = self.examples.kind
        if not (kind.visual or kind.in_plane):
            raise ValueError(sentence(f"maps are drawn of pictures and of points, not of {kind.plural}"))
        if count < 1:
            raise ValueError(sentence(f"expected at least one example, found {count}"))
        kept = self.examples.train[self._order[:count]]
        return kind.to_model(torch.from_numpy(kept)).flatten(1).numpy()
