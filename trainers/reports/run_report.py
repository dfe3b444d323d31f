"""The report on a run: one HTML file of at most 2 MB, in which pictures are made smaller until they fit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from trainers import __version__
from trainers.experiment import read_toml
from trainers.exports.command import command_of as one_command
from trainers.exports.command import preset_of
from trainers.exports.repeating import repeat_of
from trainers.knobs import ConfigError
from trainers.presets import preset_path
from trainers.reports.curves import chart_figure, charts_of
from trainers.reports.figures import sample_table, test_table
from trainers.reports.mark_lines import mark_lines
from trainers.reports.markup import Markup, element, items, joined, lines
from trainers.reports.page import MOST_BYTES, make_page, section
from trainers.reports.pictures import maps, reconstructions, samples
from trainers.reports.repeat_words import repeat_sentences, unlike_lines
from trainers.reports.reported_run import ReportedRun
from trainers.reports.settings_tables import data_table, models_table
from trainers.reports.tables import table
from trainers.reports.texts import texts
from trainers.reports.words import Words
from trainers.shown import shown, shown_name

MOST_TOML = 60_000  # characters of the experiment; any that a person wrote has two thousand
MOST_COMMAND = 8_000
MOST_NOTES, MOST_NOTE = 20, 400  # sentences, and characters of each


@dataclass(frozen=True)
class Fineness:
    """How much of the pictures a report holds: samples and reconstructions of a model, pixels of the longer side of
    each, dots of a map, ranges of steps in which a curve keeps its extremes."""

    samples: int
    reconstructions: int
    side: int
    dots: int
    bins: int


# From what is shown where there is room to what fits in any case.
STEPS = (
    Fineness(64, 10, 128, 4000, 300), Fineness(36, 10, 128, 3000, 200), Fineness(16, 8, 128, 2000, 120),
    Fineness(9, 6, 96, 1000, 80), Fineness(4, 3, 64, 500, 40), Fineness(0, 0, 0, 0, 20),
)  # fmt: skip


def write_run_report(run: ReportedRun, words: Words, made: datetime | None = None) -> bytes:
    """The report as the content of a file. *made* is when, else it is now. Where it would be larger than MOST_BYTES its
    pictures are made smaller and fewer, step by step, which the report says."""
    now = made or datetime.now(UTC)
    # The settings beside the figures are those that these were trained with.
    run = replace(run, experiment=repeat_of(run.experiment, run.marks, run.step).experiment)
    place = 0
    while True:
        content = make_page(title_of(run, words), words, *_sections(run, words, STEPS[place], now))
        if len(content) <= MOST_BYTES:
            return content
        if place == len(STEPS) - 1:
            raise AssertionError(f"a report without pictures has {len(content)} bytes")
        # From one to the next a report of pictures alone becomes about half as large.
        place = min(place + max(1, int(math.log2(len(content) / MOST_BYTES))), len(STEPS) - 1)


def title_of(run: ReportedRun, words: Words) -> str:
    """What the experiment is called."""
    return words.preset(shown_name(run.experiment.plan.title))


def _sections(run: ReportedRun, words: Words, fineness: Fineness, now: datetime) -> list[Markup]:
    summary = shown(run.experiment.plan.summary, MOST_NOTE)
    found = [
        joined(
            element("h1", title_of(run, words)),
            element("p", words.preset(summary), class_="lead") if summary else None,
            element("p", state_line(run, words)),
            *(element("p", shown(verdict, MOST_NOTE)) for verdict in run.verdicts),
        ),
        section(words("What is missing"), *_notes(run, words)),
        section(words("Data and plan"), data_table(run, words), _data_notes(run, words)),
        section(words("Models"), models_table(run, words)),
        section(words("Curves"), *_curves(run, words, fineness)),
        section(words("Figures"), test_table(run, words), _samples_measured(run, words)),
        *_pictures(run, words, fineness),
        section(words("To do it again"), *_again(run, words)),
        section(words("Made with"), _versions(run, words)),
        _foot(words, fineness, now),
    ]
    return [part for part in found if part is not None]


def state_line(run: ReportedRun, words: Words) -> str:
    """How far the run is."""
    planned = run.experiment.plan.steps
    if run.step >= planned:
        said = words("Trained to its end: {step:,} steps.", step=run.step)
    elif run.step:
        said = words("Trained for {step:,} of {planned:,} steps.", step=run.step, planned=planned)
    else:
        said = words("Not trained yet: {planned:,} steps are planned.", planned=planned)
    return said


def _notes(run: ReportedRun, words: Words) -> list[Markup]:
    told = []
    if run.pictures is None:
        told.append(words("No pictures were kept: there are no maps, reconstructions and samples."))
    if not any(run.curves):
        told.append(words("No step has left a trace: there are no curves."))
    told += [shown(words.sentence(note), MOST_NOTE) for note in run.notes]
    if len(told) > MOST_NOTES:
        told = [*told[:MOST_NOTES], words("and {count} more", count=len(told) - MOST_NOTES)]
    return [items(told)] if told else []


def _data_notes(run: ReportedRun, words: Words) -> Markup | None:
    """What one should know of the data: what was skipped, what was made of it."""
    found = () if run.data is None else run.data.notes[:MOST_NOTES]
    return items(shown(words.sentence(note), MOST_NOTE) for note in found) if found else None


def _curves(run: ReportedRun, words: Words, fineness: Fineness) -> list[Markup]:
    charts = charts_of(run, words, fineness.bins)
    if not charts:
        return []
    parts = [chart_figure(chart, words) for chart in charts]
    note = words("Lines are measured on the training batches, dots on held-out examples at the keyframes.")
    parts.append(element("p", note, class_="note"))
    if run.marks:
        parts.append(
            joined(
                element("h3", words("What happened on the way")), items(mark_lines(run.marks, run.experiment, words))
            )
        )
    return parts


def _samples_measured(run: ReportedRun, words: Words) -> Markup | None:
    found = sample_table(run, words)
    if found is None:
        return None
    note = words("Measured on all held-out examples and, for samples, on as many drawn anew.")
    return joined(element("h3", words("Measured for this report")), found, element("p", note, class_="note"))


def _pictures(run: ReportedRun, words: Words, fineness: Fineness) -> list[Markup | None]:
    if run.pictures is None or not fineness.samples:
        return []
    at = element("p", words("At step {step:,}.", step=run.pictures.step), class_="note at")
    parts = (
        (words("Maps of the codes"), list(maps(run, words, fineness.dots))),
        (words("Reconstructions"), list(reconstructions(run, words, fineness.reconstructions, fineness.side))),
        (words("Samples"), list(samples(run, words, fineness.samples, fineness.side, fineness.dots))),
        (words("Texts"), list(texts(run, words, fineness.samples))),
    )
    return [section(title, at, element("div", *found, class_="row")) for title, found in parts if found]


def _again(run: ReportedRun, words: Words) -> list[Markup]:
    toml = run.experiment.to_toml()
    parts = []
    repeat = repeat_of(run.experiment, run.marks, run.step, run.threads)
    if command := command_of(run):
        parts += [element("p", said) for said in repeat_sentences(repeat, run.step, words, run.way_is_known)]
        if told := unlike_lines(repeat, run.marks, words):
            parts.append(items(told))
        parts.append(element("pre", lines(command, MOST_COMMAND)))
    cut = element("p", words("Only its beginning is shown."), class_="note") if len(toml) > MOST_TOML else None
    folded = element(
        "details", element("summary", words("The experiment as TOML")), element("pre", lines(toml, MOST_TOML)), cut
    )
    return [*parts, folded]


def command_of(run: ReportedRun) -> str:
    """What trains the same models on the same data without a window, as far as *run* is; "" for what no command line
    gives."""
    repeat = repeat_of(run.experiment, run.marks, run.step, run.threads)
    experiment, preset = repeat.experiment, preset_of(run.experiment)
    try:
        if preset:  # what it is called decides no number
            plan = read_toml(preset_path(preset)).plan
            same = {name: getattr(plan, name) for name in ("title", "summary", "opens_in", "pace")}
            experiment = replace(experiment, plan=experiment.plan.model_copy(update=same))
        return one_command(experiment, preset, "again", repeat.options)
    except (ConfigError, OSError):
        return ""


def _versions(run: ReportedRun, words: Words) -> Markup:
    said: Mapping[str, Any] = run.environment
    rows = [[words("program"), f"Latent Explorer {_told(said, 'latent_explorer')}"]]
    rows += [
        [title, _told(said, key)] for title, key in (("PyTorch", "torch"), ("NumPy", "numpy"), ("Python", "python"))
    ]
    rows.append([words("system"), _told(said, "platform")])
    if said.get("processor"):
        rows.append([words("processor"), _told(said, "processor")])
    rows.append([words("device"), _told(said, "device")])
    if run.threads:
        changes = [words("{count} from step {step:,} on", count=count, step=step) for step, count in run.threads]
        rows.append([words("threads"), words.join(changes) if len(changes) > 1 else str(run.threads[0][1])])
    rows.append([words("seed"), str(run.experiment.plan.seed)])
    rows.append([words("begun"), _told(said, "started")])
    if run.seconds is not None:
        rows.append([words("time spent training"), words("{seconds:,.1f} seconds", seconds=run.seconds)])
    if run.name:
        rows.append([words("folder"), shown_name(run.name)])
    return table(("", ""), rows)


def _told(environment: Mapping[str, Any], key: str) -> str:
    found = environment.get(key)
    return shown_name(found) if found not in (None, "") else "–"


def _foot(words: Words, fineness: Fineness, now: datetime) -> Markup:
    said = words(
        "Report of Latent Explorer {version}, made on {date}.",
        version=__version__,
        date=now.strftime("%Y-%m-%d %H:%M %Z").strip(),
    )
    if fineness is not STEPS[0] and fineness.samples:
        said += " " + words("Pictures were made smaller and fewer, so that the file stays below 2 MB.")
    elif not fineness.samples:
        said += " " + words("Pictures were left out, so that the file stays below 2 MB.")
    return element("footer", element("p", said))
