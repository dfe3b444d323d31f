"""What the window shows first: what was asked for, else the bundled trained run."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from explorer.options import Options
from explorer.settings import Settings
from explorer.state.curves_data import Curves
from explorer.state.reduce import reduce
from explorer.state.session import Session
from explorer.state.state import KEYFRAME_BYTES, AppState
from explorer.texts.sentences import sentence_text
from trainers import messages, places
from trainers.experiment import read_toml
from trainers.knobs import ConfigError
from trainers.presets import preset_path
from trainers.runs.about import read_about
from trainers.runs.data import read_data
from trainers.runs.files import KEYFRAMES
from trainers.runs.fit import misfit_of_data, misfit_of_pictures
from trainers.runs.folder import RunContents, RunFolderError
from trainers.runs.history import cut_scalars
from trainers.runs.reading import read_run_at_rest
from trainers.timeline import Timeline

BUNDLED_RUN = "ae-vs-vae-digits"
MOST_READ = 128 * 2**20  # bytes of keyframes, of which the timeline then keeps what it has room for


def open_first(session: Session, options: Options, settings: Settings) -> str:
    """Opens the first thing to see; returns one sentence when what was asked for cannot be opened as it should be, else
    the empty text."""
    problem = ""
    try:
        if options.open is not None:
            problem = summary(open_path(session, options.open, options.autoplay))
            if os.path.isdir(options.open):
                settings.add_recent_run(Path(os.path.abspath(options.open)))
            return problem
        if options.preset is not None:
            session.open_preset(preset_path(options.preset), options.preset, options.autoplay, keep_data=False)
            return ""
    except (ConfigError, RunFolderError, OSError) as error:
        problem = sentence_text(str(error))
    missing = summary(open_bundled(session, play=options.autoplay and not problem))
    return problem or missing


def open_bundled(session: Session, play: bool = False) -> tuple[str, ...]:
    """Shows the run that comes with the program; it is a beginning, and never written to."""
    folder = places.resources_dir() / "runs" / BUNDLED_RUN
    try:
        return open_run(session, folder, preset=BUNDLED_RUN, keep_place=False, play=play)
    except (ConfigError, RunFolderError, OSError) as error:  # a broken installation: untrained is better than nothing
        session.begin(read_toml(preset_path(BUNDLED_RUN)), BUNDLED_RUN, play)
        return (str(error),)


def open_path(session: Session, path: Path, play: bool = False) -> tuple[str, ...]:
    """Opens a run folder or a TOML file; returns what was found wrong with it though it could be opened. Raises
    ConfigError, RunFolderError or OSError; nothing changes then."""
    if os.path.isdir(path):
        return open_run(session, path, play=play)
    session.begin(read_toml(path), play=play)
    return ()


def summary(problems: tuple[str, ...]) -> str:
    """One sentence on what is wrong with a run that could be opened all the same; empty when nothing is."""
    if not problems:
        return ""
    if len(problems) == 1:
        return QCoreApplication.translate("Opening", "Opened in part: {0}").format(sentence_text(problems[0]))
    text = QCoreApplication.translate("Opening", "Opened in part: {0} (and {1} more)")
    return text.format(sentence_text(problems[0]), len(problems) - 1)


@dataclass(frozen=True)
class OpenedRun:
    """A run folder as it was read: what the window shows of it, and sentences on what is missing."""

    path: Path
    state: AppState
    contents: RunContents
    problems: tuple[str, ...]


def open_run(
    session: Session, path: Path, preset: str = "", keep_place: bool = True, play: bool = False
) -> tuple[str, ...]:
    """Shows a run as it was left and loads it behind the picture; returns what was found wrong with its folder.

    ``keep_place``: go on saving into the same folder; a bundled run is only a beginning and is never written to.
    """
    return show_opened(session, read_opened(path, session.state), preset, keep_place, play)


def read_opened(path: Path, program: AppState) -> OpenedRun:
    """Reads a run folder; any thread may. *program* is a state that knows families and data. Raises RunFolderError or
    OSError, and ConfigError for a run on data that no workspace shows."""
    contents = read_run_at_rest(path)
    program.check_shown(contents.experiment)
    state = AppState(
        families=program.families,
        experiment=contents.experiment,
        draft=contents.experiment,
        curves=Curves(),
        timeline=Timeline(KEYFRAME_BYTES),
        own_name=read_about(path).name,
    )
    events, problems = read_events(contents)
    for event in events:
        state = reduce(state, event)
    return OpenedRun(path, state, contents, (*contents.problems, *problems))


def show_opened(
    session: Session, opened: OpenedRun, preset: str = "", keep_place: bool = True, play: bool = False
) -> tuple[str, ...]:
    """Shows what was read, as :func:`open_run` does."""
    saved = opened.path if opened.contents.checkpoint_step is not None else None
    session.begin(
        opened.contents.experiment,
        preset,
        play,
        resume_from=saved,
        run_folder=saved if keep_place else None,
        shown=replace(opened.state, preset=preset),
    )
    return opened.problems


def read_events(contents: RunContents) -> tuple[list[messages.Event], list[str]]:
    """What the worker would have said of a run, read from its folder; and what could not be read. Of a run that goes on
    from a checkpoint that is what was known there: what was trained after it, before a crash, is trained once more."""
    events: list[messages.Event] = []
    problems: list[str] = []
    data: messages.DataReady | None = None
    try:
        data = read_data(contents.path)
        if problem := misfit_of_data(data, contents.experiment):
            raise RunFolderError(problem)
        events.append(data)
    except RunFolderError as error:
        problems.append(str(error))
        data = None
    last = contents.newest_step if contents.checkpoint_step is None else contents.checkpoint_step
    scalars = contents.scalars()
    if scalars is not None and (known := cut_scalars(scalars, last)) is not None:
        events.append(known)
    if contents.marks:
        events.append(messages.Marked(0, contents.marks))
    first: messages.PicturesDrawn | None = None
    room = MOST_READ
    for step in (step for step in contents.keyframe_steps if step <= last):
        try:
            pictures = contents.read_keyframe(step)
            if problem := misfit_of_pictures(pictures, data, first):
                raise RunFolderError(problem)
        except RunFolderError as error:
            problems.append(str(error))
            continue
        first = first or pictures
        events.append(pictures)
        room -= pictures.nbytes
        if room < 0:
            problems.append(f"{KEYFRAMES}: more than is held in memory; those after step {step} are left out")
            break
    events.append(messages.Ticked(0, last, contents.experiment.plan.steps, 0.0, 0.0, 0.0))
    return events, problems
