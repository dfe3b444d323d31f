"""``latent-explorer map``: a map of the examples of a data set or of a run, as a picture or as a table."""

from __future__ import annotations

import csv
import io
import math
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import tyro

from trainers.catalog import dataset_specs, datasets, find_dataset, opening
from trainers.cli.arguments import Device, Folder, Settings, load_context, parse_settings
from trainers.cli.console import DONE, print_json, say
from trainers.disk.atomic_file import check_place, write_atomically
from trainers.experiment import MOST_SEED, Experiment, read_toml
from trainers.knobs import ConfigError
from trainers.maps.clusterings import CLUSTERINGS
from trainers.maps.methods import METHODS
from trainers.places import runs_dir
from trainers.presets import is_preset, preset_path
from trainers.runs.files import EXPERIMENT
from trainers.shown import shown_name

if TYPE_CHECKING:
    from trainers.examples import Examples, Int64
    from trainers.looking.reports.map_report import ClusterReport, MapReport, Tell
    from trainers.notebook.notebook_run import NotebookRun

KINDS = (".png", ".csv")
COUNTS = (1, 100_000)
CLASSES, CLUSTERS, OF_DATA = "classes", "clusters", "dataset"


@dataclass(frozen=True)
class Map:
    """Draw a map of the examples of a data set or a run without a teacher: near is what is alike. Writes a picture or a
    table and prints a JSON object, which says how far the map can be trusted."""

    source: Annotated[tyro.conf.Positional[str], tyro.conf.arg(metavar="RUN|DATA")]
    """A run folder; or a data set or a preset by name, a folder of pictures, an array file, an experiment in a TOML
    file."""
    out: Annotated[Path, tyro.conf.arg(metavar="FILE")]
    """The file to write: .png, dots coloured by their classes, or .csv, a row for each example."""
    method: str = "tsne"
    """pca, isomap, lle, tsne or som; or, of a run, codes: the map that a model has learned."""
    codes: Annotated[str, tyro.conf.arg(metavar="MODEL")] = ""
    """The label of the model, with --method codes; without it the first that encodes."""
    count: int = 2000
    """How many examples, or all where there are fewer."""
    seed: int = 0
    """Another seed, another map."""
    settings: Settings = ()
    """Change a setting of the method, such as perplexity=50; of the clusters, such as clusters.clusters=8; of the data,
    such as dataset.size=16. May be given several times."""
    colour: str = CLASSES
    """classes, or clusters:METHOD, where METHOD is k-means, agglomerative, dbscan or mixture."""
    device: Device = "auto"
    """Where to compute codes."""
    data_dir: Folder = None
    """Where data sets lie; else the variable LATENT_EXPLORER_DATA, else the user's data folder."""


def run(command: Map) -> int:
    """Draws and writes. Raises ConfigError, DataError, RunFolderError or OSError."""
    check_place(command.out)
    if command.out.suffix.lower() not in KINDS:
        raise ConfigError(f"--out: expected a file that ends in {' or '.join(KINDS)}, found {command.out.name!r}")
    least, most = COUNTS
    if not least <= command.count <= most:
        raise ConfigError(f"--count: expected {least} to {most}, found {command.count}")
    if not 0 <= command.seed <= MOST_SEED:
        raise ConfigError(f"--seed: expected a number between 0 and {MOST_SEED}, found {command.seed}")
    own, of_clusters, of_data = _sorted(parse_settings(command.settings))
    grouped = _grouped(command.colour)
    _check_method(command, own)
    from trainers.looking.reports.map_report import CODES, report_clusters, report_codes, report_map

    examples, run = _open(command, of_data)
    with _reporting(shown_name(examples.title)) as tell:
        features = None
        if command.method == CODES:
            label, features = _codes(command, run, examples)
            report = report_codes(examples, label, features, tell)
        else:
            report = report_map(examples, command.method, own, command.count, command.seed, tell)
        clusters = None
        if grouped:
            tell(1.0, "Finding clusters.")
            clusters = report_clusters(examples, grouped, of_clusters, command.count, command.seed, features)
    if report.note:
        say(report.note)
    table = command.out.suffix.lower() == ".csv"
    content = _table(report, examples, clusters) if table else _picture(report, examples, clusters)
    write_atomically(command.out, content)
    print_json(_told(command, report, examples, clusters))
    return DONE


# ------------------------------------------------------------------ what is asked


def _sorted(settings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The settings of the method, of the clusters and of the data."""
    sorts: dict[str, dict[str, Any]] = {"": {}, CLUSTERS: {}, OF_DATA: {}}
    for path, value in settings.items():
        first, dot, rest = path.partition(".")
        if dot and first not in sorts:
            raise ConfigError(f"--set: expected a setting of the method, {CLUSTERS}.* or {OF_DATA}.*, found {path!r}")
        sorts[first if dot else ""][rest if dot else path] = value
    return sorts[""], sorts[CLUSTERS], sorts[OF_DATA]


def _grouped(colour: str) -> str:
    """The method of the clusters by which dots are coloured; none, where it is by classes."""
    first, colon, method = colour.partition(":")
    if colour == CLASSES:
        return ""
    if first != CLUSTERS or not colon or method not in CLUSTERINGS:
        ways = ", ".join(f"{CLUSTERS}:{name}" for name in CLUSTERINGS)
        raise ConfigError(f"--colour: expected one of {CLASSES}, {ways}, found {colour!r}")
    return method


def _check_method(command: Map, own: Mapping[str, Any]) -> None:
    from trainers.looking.reports.map_report import CODES

    if command.method != CODES:
        if command.method not in METHODS:
            raise ConfigError(f"--method: expected one of {', '.join([*METHODS, CODES])}, found {command.method!r}")
        METHODS[command.method].Settings.parse(own, "--set")
        if command.codes:
            raise ConfigError(f"--codes: goes with --method {CODES}, found --method {command.method}")
    elif own:
        raise ConfigError(f"--set: codes have no settings, found {next(iter(own))!r}")


def _open(command: Map, of_data: Mapping[str, Any]) -> tuple[Examples, NotebookRun | None]:
    """The examples, and the run where it is one. A name of a data set or a preset comes before that of a folder."""
    source, path = command.source, Path(command.source)
    if source in datasets():
        return _load(command, source, of_data), None
    if is_preset(source):
        return _load_experiment(command, read_toml(preset_path(source)), of_data), None
    if _is_run(path) or (not path.exists() and _is_run(runs_dir() / source)):
        from trainers.notebook.notebook_run import load

        if of_data:
            raise ConfigError(f"--set: a run keeps its data, found {OF_DATA}.{next(iter(of_data))}")
        run = load(command.source, device=command.device, data_dir=command.data_dir)
        for note in run.notes:
            say(note)
        return run.examples, run
    if path.suffix.lower() == ".toml" and path.is_file():
        return _load_experiment(command, read_toml(path), of_data), None
    if not path.exists():
        known = f"a data set ({', '.join(sorted(datasets()))}), a preset"
        raise ConfigError(f"map: expected a run folder, {known}, a folder of pictures or a file, found {source!r}")
    name, settings = opening(dataset_specs(), "folder" if path.is_dir() else "array", str(path))
    return _load(command, name, {**settings, **of_data}), None


def _is_run(path: Path) -> bool:
    """Whether a run was saved there; one of the two files may be missing, and both may be anything: whoever reads them
    says so."""
    from trainers.runs.checkpoint import RESUME

    return any(os.path.lexists(path / name) for name in (EXPERIMENT, RESUME))


def _load(command: Map, name: str, settings: Mapping[str, Any]) -> Examples:
    chosen = find_dataset(name)
    config = chosen.Config.parse(settings, OF_DATA).anchored(Path.cwd())
    examples = chosen.load(config, load_context(command.data_dir))
    for note in examples.notes:
        say(note)
    return examples


def _load_experiment(command: Map, experiment: Experiment, settings: Mapping[str, Any]) -> Examples:
    chosen = experiment.with_settings({f"{OF_DATA}.{name}": value for name, value in settings.items()})
    config = chosen.dataset_config
    return _load(command, chosen.dataset, {name: getattr(config, name) for name in type(config).model_fields})


def _codes(command: Map, run: NotebookRun | None, examples: Examples) -> tuple[str, Any]:
    """The label of the model, and its codes of the examples, in the order of the map."""
    if run is None:
        raise ConfigError(f"--method: codes are those of a model of a run, found the data set {examples.title}")
    able = [model for model in run.models if "encodes" in model.capabilities]
    if not able:
        raise ConfigError(f"{command.source}: expected a model that encodes, found {', '.join(run.labels)}")
    named = [model for model in able if model.label == command.codes or not command.codes]
    if not named:
        labels = ", ".join(model.label for model in able)
        raise ConfigError(f"--codes: expected one of {labels}, found {command.codes!r}")
    from trainers.looking.reports.map_report import first_examples

    return named[0].label, named[0].encode(first_examples(examples, command.count))


@contextmanager
def _reporting(title: str) -> Iterator[Tell]:
    """A bar on a terminal, else nothing."""
    from tqdm import tqdm

    with tqdm(total=100, desc=f"Map of {title}", unit="%", disable=not sys.stderr.isatty(), dynamic_ncols=True) as bar:

        def tell(share: float, words: str) -> None:
            bar.set_postfix_str(words, refresh=False)
            bar.update(int(100 * share) - bar.n)

        yield tell


# ------------------------------------------------------------------ what is told


def _labels(report: MapReport, examples: Examples) -> Int64 | None:
    return None if examples.train_labels is None else examples.train_labels[report.rows]


def _picture(report: MapReport, examples: Examples, clusters: ClusterReport | None) -> bytes:
    """The content of a PNG."""
    from trainers.looking.reports.hole_picture import encode_png
    from trainers.looking.reports.map_picture import draw_map

    figures = f"trustworthiness {report.trustworthiness:.3f}, continuity {report.continuity:.3f} (k = 10)"
    lines = [f"{figures}, {len(report.places):,} of {len(examples.train):,} examples"]
    groups, names, unnamed = _labels(report, examples), list(examples.class_names), ""
    if clusters is not None:
        count = int(clusters.clusters.max(initial=-1)) + 1
        groups, names, unnamed = clusters.clusters, [f"cluster {index + 1}" for index in range(count)], "noise"
        agreed = (
            "" if math.isnan(clusters.ari) else f"; with the classes: ARI {clusters.ari:.3f}, NMI {clusters.nmi:.3f}"
        )
        lines.append(f"{clusters.title}: {count} cluster{'' if count == 1 else 's'}{agreed}")
    elif groups is not None:
        _say_what_cannot_be_written(examples)
    return encode_png(draw_map(report.places, groups, names, f"{report.title}: {examples.title}", lines, unnamed))


def _say_what_cannot_be_written(examples: Examples) -> None:
    from trainers.looking.reports.lettering import can_write

    unwritten = [name for name in examples.class_names if not can_write(shown_name(name))]
    if unwritten:
        count = len(unwritten)
        say(
            f"This system has no letters for {count} of the {len(examples.class_names)} names of classes, such as "
            f"{shown_name(unwritten[0])}: their numbers stand in the picture; a .csv file has the names."
        )


def _table(report: MapReport, examples: Examples, clusters: ClusterReport | None) -> bytes:
    """The content of a CSV file, a row for each example: its index among the training examples, its place, the number
    and the name of its class, and of its cluster the number, from 1 on, 0 for none."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    labels = _labels(report, examples)
    writer.writerow(
        ["index", "x", "y", *(["label", "class"] if labels is not None else []), *(["cluster"] if clusters else [])]
    )
    for place, (index, (x, y)) in enumerate(zip(report.rows.tolist(), report.places.tolist(), strict=True)):
        row: list[Any] = [index, f"{x:.9g}", f"{y:.9g}"]
        if labels is not None:
            label = int(labels[place])
            row += [label, examples.class_names[label] if label < len(examples.class_names) else ""]
        if clusters is not None:
            row.append(int(clusters.clusters[place]) + 1)
        writer.writerow(row)
    return text.getvalue().encode()


def _told(command: Map, report: MapReport, examples: Examples, clusters: ClusterReport | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "data": examples.title, "method": report.method, "count": len(report.places), "seed": command.seed,
        "trustworthiness": report.trustworthiness, "continuity": report.continuity, "judged": report.judged,
        "seconds": round(report.seconds, 3), "out": str(command.out),
    }  # fmt: skip
    if report.method not in METHODS:
        told["model"] = report.title
    if report.note:
        told["note"] = report.note
    if clusters is not None:
        agreed = {name: None if math.isnan(value) else value for name, value in
                  (("ari", clusters.ari), ("nmi", clusters.nmi))}  # fmt: skip
        sizes = [int((clusters.clusters == index).sum()) for index in range(int(clusters.clusters.max(initial=-1)) + 1)]
        told["clusters"] = {
            "method": clusters.title,
            "sizes": sizes,
            "noise": len(report.places) - sum(sizes),
            **agreed,
        }
    return told
