"""Curves in pieces are the same curves."""

from __future__ import annotations

import numpy as np
import pytest

from trainers import messages
from trainers.runs.history import in_pieces


@pytest.mark.parametrize(("most", "counts"), [(1000, [7]), (6, [2, 2, 2, 1]), (1, [1] * 7)])
@pytest.mark.parametrize("timed", [False, True])
def test_pieces_make_the_whole(most: int, counts: list[int], timed: bool) -> None:
    steps = np.arange(7, dtype=np.float32)
    seconds = steps / 2 if timed else None
    width = 3 if not timed else 2
    model = {f"m{index}": steps + index for index in range(width)}
    whole = messages.Scalars(4, 11, (model,), seconds)
    parts = list(in_pieces(whole, most))
    assert [part.count for part in parts] == counts
    assert [part.first_step for part in parts] == [11 + sum(counts[:place]) for place in range(len(counts))]
    assert all(part.run_id == 4 for part in parts)
    for name, series in model.items():
        assert np.concatenate([part.values[0][name] for part in parts]).tolist() == series.tolist()
    if seconds is not None:
        assert np.concatenate([part.seconds for part in parts]).tolist() == seconds.tolist()
