"""What the window shows first: what was asked for, else what was open last, else the bundled trained run."""

from __future__ import annotations

from pathlib import Path

from trainers.presets import preset_path
from trainers.run_folder import RunFolderError, read_run

from explorer.curves_data import Curves
from explorer.options import Options
from explorer.session import Session
from explorer.settings import Settings
from explorer.state import KEYFRAME_BYTES, AppState, reduce
from trainers import places
from trainers.experiment import read_toml
from trainers.knobs import ConfigError
from trainers.timeline import Timeline

BUNDLED_RUN = "ae-vs-vae-digits"


def open_first(session: Session, options: Options, settings: Settings) -> str:
    """Opens the first thing to see; returns one sentence when what was asked for cannot be opened, else ""."""
    problem = ""
    try:
        if options.open is not None:
            open_path(session, options.open, options.autoplay)
            return ""
        if options.preset is not None:
            session.begin(read_toml(preset_path(options.preset)), options.preset, options.autoplay)
            return ""
    except (ConfigError, RunFolderError, OSError) as error:
        problem = str(error)
    bundled = places.resources_dir() / "runs" / BUNDLED_RUN
    open_run(session, bundled, preset=BUNDLED_RUN, keep_place=False, play=options.autoplay and not problem)
    return problem


def open_path(session: Session, path: Path, play: bool = False) -> None:
    """Opens a run folder or a TOML file. Raises ConfigError, RunFolderError or OSError; nothing changes then."""
    if path.is_dir():
        open_run(session, path, play=play)
    else:
        session.begin(read_toml(path), play=play)


def open_run(
    session: Session, path: Path, preset: str = "", keep_place: bool = True, play: bool = False
) -> tuple[str, ...]:
    """Shows a run as it was left and loads it behind the picture; returns what was found wrong with its folder.

    ``keep_place``: go on saving into the same folder; a bundled run is only a beginning and is never written to.
    """
    contents = read_run(path)
    state = AppState(
        preset=preset,
        experiment=contents.experiment,
        draft=contents.experiment,
        curves=Curves(),
        timeline=Timeline(KEYFRAME_BYTES),
    )
    for event in contents.events(run_id=state.run_id):
        state = reduce(state, event)
    session.begin(
        contents.experiment,
        preset,
        play,
        resume_from=path if contents.can_resume else None,
        run_folder=path if keep_place and contents.can_resume else None,
        shown=state,
    )
    return contents.problems
