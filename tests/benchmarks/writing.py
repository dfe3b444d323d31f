"""From a key to what the models expect behind its character, painted, while models of text train and while they stand;
and how fast a text is written, one alone, of an alphabet as large as that of classical poems.

    python -m tests.benchmarks --only writing [--names names-compared]

All that belongs to it is counted: the looks of all models, colours and bars. Presets whose data are not there are left
out.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

from tests.benchmarks import Options, Result, at_least, at_most
from tests.benchmarks._probe import measure, usual_preset

SECONDS = 12.0
PRESETS = ("sums-rnn", "names-compared", "poems-gru")
MOST = 16.0  # ms, a frame
ALPHABET, LENGTH, WRITTEN = 3242, 40, 200  # characters
WRITERS: dict[str, tuple[str, dict[str, Any]]] = {
    "GRU": ("char-rnn", {"hidden": 192}),
    "CNN": ("char-cnn", {}),
}
LEAST = 2000.0  # characters a second


def run(options: Options) -> list[Result]:
    from trainers.files.data_check import list_datasets
    from trainers.presets import list_presets

    _, folder = usual_preset(options)
    at_hand = {entry.name for entry in list_datasets(folder) if not entry.missing}
    offered = [preset.name for preset in list_presets() if preset.dataset in at_hand]
    results = [] if options.names else [_speed(name) for name in WRITERS]
    for name in (name for name in options.names or PRESETS if name in offered):
        for mode, title in (("type idle", "idle"), ("type", "while training")):
            runs = [
                measure(
                    mode, preset=name, device=options.device, data_dir=folder, seconds=SECONDS, workspace="characters"
                )
                for _ in range(options.repeats)
            ]
            for share in ("p50", "p95", "max"):
                value = statistics.median(figures[f"latency_{share}"] for figures in runs)
                label = f"{name}: key to painted odds, {title}, {share}"
                results.append(at_most(label, value, "ms", MOST) if share == "p95" else Result(label, value, "ms"))
    return results


def _speed(name: str) -> Result:
    """Characters a second of one thread, cached."""
    import numpy as np
    import torch

    from trainers.catalog import families
    from trainers.examples import Examples
    from trainers.kinds import Tokens

    torch.set_num_threads(1)
    family, knobs = WRITERS[name]
    kind = Tokens(tuple(chr(0x4E00 + place) for place in range(ALPHABET)), LENGTH)
    texts = np.random.default_rng(0).integers(0, ALPHABET, (60, LENGTH)).astype(np.int16)
    cls = families()[family]
    model = cls.build(cls.Config.parse(knobs), Examples("Any", texts, texts[:10], kind=kind), torch.device("cpu"))
    model.prepare(torch.tensor(texts))
    found = []
    for seed in range(7):
        noise = model.noise(1, torch.Generator().manual_seed(seed))
        begun = time.perf_counter()
        model.write(noise, WRITTEN)
        found.append(WRITTEN / (time.perf_counter() - begun))
    return at_least(f"{name}: characters written a second, one text", statistics.median(found), "1/s", LEAST)
