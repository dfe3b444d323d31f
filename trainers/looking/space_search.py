"""The space in which images are compared: found or trained when it is first asked for, which is told."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from trainers import messages
from trainers.looking.jobs import Result
from trainers.looking.looker import Looker

if TYPE_CHECKING:
    from trainers.metrics.features import FeatureSpace


class SpaceSearch:
    """The one space of a looker's data, for all who compare images of it."""

    def __init__(self, looker: Looker) -> None:
        self._looker = looker
        self._choosing: Iterator[float] | None = None  # the judge's training, which outlives the look that began it
        self._space: FeatureSpace | None = None

    def find(self, run_id: int) -> Generator[Result | None, None, FeatureSpace]:
        """The space; on the way JudgeChanged says of the run *run_id* how far its training is. Raises what that does,
        and begins anew when it is asked for again."""
        from trainers.looking.judge_store import choose_features
        from trainers.metrics.judge import count_classes

        looker = self._looker
        if self._choosing is None:
            self._choosing = choose_features(looker.experiment.dataset, looker.examples, looker.device)
        kind = "judge" if count_classes(looker.examples) > 1 else "pca"
        while self._space is None:
            try:
                share = next(self._choosing)
            except StopIteration as done:
                found: FeatureSpace = done.value
                self._space = found
                yield messages.JudgeChanged(run_id, found.kind, 1.0, found.accuracy, math.nan)
            except Exception:
                self._choosing = None  # it has ended, and the next who asks shall hear of it, too
                raise
            else:
                yield messages.JudgeChanged(run_id, kind, share, math.nan, math.nan)
        return self._space
