"""Whether every method draws a map that can be trusted, and finds clusters that agree with the classes."""

from __future__ import annotations

from pathlib import Path

from trainers.self_test.report import SelfTestError

COUNT = 300
# Of 300 digits 0.82 and 0.92 were seen at worst, of a map by chance it is 0.5.
TRUSTED, CONTINUOUS = 0.75, 0.85
AGREED = {"k-means": 0.6, "agglomerative": 0.7, "mixture": 0.4}  # seen: 0.72, 0.83, 0.53


def check_maps(preset: Path) -> str:
    """Of the data of a *preset*, some hundred digits. Raises SelfTestError that names the method whose map or clusters
    are worse than they can be."""
    from trainers.dataset import LoadContext
    from trainers.experiment import read_toml
    from trainers.looking.reports.map_report import report_clusters, report_map
    from trainers.maps.clusterings import CLUSTERINGS
    from trainers.maps.methods import METHODS
    from trainers.places import data_dir
    from trainers.runs.starting import load_examples

    examples = load_examples(read_toml(preset), LoadContext(data_dir()))
    said = []
    for name, method in METHODS.items():
        made = report_map(examples, name, {}, COUNT, 0, lambda share, words: None)
        if not (made.trustworthiness >= TRUSTED and made.continuity >= CONTINUOUS):
            found = f"{made.trustworthiness:.2f} and {made.continuity:.2f}"
            raise SelfTestError(f"{method.title}: a map can be trusted by {found} only")
        said.append(f"{method.title} {made.trustworthiness:.2f}")
    for name, clustering in CLUSTERINGS.items():
        agreed = report_clusters(examples, name, {}, COUNT, 0, None).nmi
        if not agreed >= AGREED.get(name, 0.0):
            raise SelfTestError(f"{clustering.title}: clusters agree with the classes by {agreed:.2f} only")
    return f"maps of {COUNT} digits can be trusted: {', '.join(said)}"
