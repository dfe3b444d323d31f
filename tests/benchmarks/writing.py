"""From a key to what the models expect behind its character, painted, while models of text train and while they stand.

    python -m tests.benchmarks --only writing [--names names-compared]

All that belongs to it is counted: the looks of all models, colours and bars. Presets whose data are not there are left
out.
"""

from __future__ import annotations

import statistics

from tests.benchmarks import Options, Result, at_most
from tests.benchmarks._probe import measure, usual_preset

SECONDS = 12.0
PRESETS = ("sums-rnn", "names-compared", "poems-gru")
MOST = 16.0  # ms, a frame


def run(options: Options) -> list[Result]:
    from trainers.files.data_check import list_datasets
    from trainers.presets import list_presets

    _, folder = usual_preset(options)
    at_hand = {entry.name for entry in list_datasets(folder) if not entry.missing}
    offered = [preset.name for preset in list_presets() if preset.dataset in at_hand]
    results = []
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
