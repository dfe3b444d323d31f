"""``--self-test``: is everything there, does everything work? One line a check, and a report as JSON.

Only the standard library and what needs no more is imported here before the libraries themselves have been checked: an
installation that lacks a file or a library must still be able to say which.
"""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import FrameType

from trainers import __version__
from trainers.self_test.libraries import check_libraries
from trainers.self_test.machine import describe_machine
from trainers.self_test.network import NetworkWatch
from trainers.self_test.program_files import check_build, check_files, check_untouched, files_inside, inner_folder
from trainers.self_test.report import Found, Recorder
from trainers.sentence import sentence

FOLDER_NAME = "自检 é "  # every file of the self-test lies under a name that is hard to get right
TRAINED_PRESET = "ae-vs-vae-digits"
CHECKS = 20  # besides the families


def main(arguments: Sequence[str]) -> int:
    """Runs the self-test; returns the exit code, 0 only when all is well."""
    options = _parse(arguments)
    if options.probe_screen is not None:
        from explorer.self_test.screen import answer_probe

        return answer_probe(options.probe_screen)
    signal.signal(signal.SIGTERM, _leave)
    be_patient()
    watch = NetworkWatch()
    watch.start()  # before anything that could open a socket is imported
    try:
        return _run(Recorder(options.report, __version__), watch, options.unseen)
    finally:
        watch.stop()


def _leave(number: int, frame: FrameType | None) -> None:
    """Whoever asks the self-test to end wants no process and no folder left behind."""
    raise SystemExit(128 + number)


def be_patient() -> None:
    """Threads that wait sleep at once: slower alone, but many times faster beside another busy program. Must come
    before torch is imported; see ``trainers``."""
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    os.environ.pop("GOMP_SPINCOUNT", None)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """By hand, as the library that reads the command line elsewhere may be the one that is missing."""
    parser = argparse.ArgumentParser(prog="latent-explorer --self-test", description=__doc__, allow_abbrev=False)
    parser.add_argument("--self-test", action="store_true", help="try everything, then exit")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the report to this JSON file")
    parser.add_argument("--unseen", action="store_true", help="open the window where nobody sees it")
    parser.add_argument("--probe-screen", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    return parser.parse_args(list(arguments))


def _run(recorder: Recorder, watch: NetworkWatch, unseen: bool) -> int:
    inner = inner_folder()
    before = files_inside(inner)
    recorder.plan(CHECKS)
    recorder.describe(machine=describe_machine())
    recorder.run("files", lambda: check_files(inner))
    recorder.run("build", lambda: _describe_build(recorder, inner))
    if recorder.run("libraries", check_libraries).ok:
        with tempfile.TemporaryDirectory(prefix="latent-explorer-", ignore_cleanup_errors=True) as temporary:
            folder = Path(temporary) / FOLDER_NAME.strip()
            folder.mkdir()
            _run_trainers(recorder, folder)
            _run_explorer(recorder, folder, unseen)
        recorder.run("threads", _check_threads)
        recorder.run("network", watch.check)
        recorder.run("untouched", lambda: check_untouched(inner, before))
    return recorder.finish()


def _describe_build(recorder: Recorder, inner: Path | None) -> Found:
    found, table = check_build(inner)
    recorder.describe(build=table)
    return found


def _run_trainers(recorder: Recorder, folder: Path) -> None:
    from trainers import places
    from trainers.catalog import families
    from trainers.presets import preset_path
    from trainers.self_test import folders, resources
    from trainers.self_test.families import check_family
    from trainers.self_test.gradients import check_devices
    from trainers.self_test.killed import check_killed
    from trainers.self_test.maps import check_maps

    recorder.plan(CHECKS + len(families()))
    log = places.log_dir() / "latent-explorer.log"
    settings = places.settings_file()
    recorder.run("folders", lambda: folders.check_folders(folders.user_folders(), (settings, log)))
    recorder.run("log", lambda: folders.check_log(log, f"self-test of version {__version__}"))
    recorder.run("presets", resources.check_presets)
    recorder.run("lessons", resources.check_lessons)
    recorder.run("runs", resources.check_runs)
    recorder.run("judges", resources.check_judges)
    recorder.run("safetensors", lambda: resources.check_safetensors(folder))
    recorder.run("devices", check_devices)
    recorder.run("maps", lambda: check_maps(preset_path(TRAINED_PRESET)))
    for name in families():
        recorder.run(f"family {name}", partial(check_family, name, folder / name))
    recorder.run("killed", lambda: check_killed(folder / "killed", preset_path(TRAINED_PRESET)))


def _run_explorer(recorder: Recorder, folder: Path, unseen: bool) -> None:
    """Qt comes after torch, which Windows insists on, and after a process of its own has tried the screen: where Qt
    finds none it ends the program."""
    from explorer.self_test.screen import check_screen, use_offscreen

    screen = recorder.run("screen", lambda: check_screen(folder))
    if not screen.ok or screen.warning:
        use_offscreen()
    from explorer.self_test.driven_window import check_window
    from explorer.self_test.texts import check_fonts, check_translations

    recorder.run("translations", check_translations)
    recorder.run("fonts", check_fonts)
    recorder.run("window", lambda: check_window(folder / "window", unseen))
    from explorer.self_test.screen import describe_screen

    recorder.describe(machine=describe_screen())


def _check_threads() -> str:
    import threading

    from trainers.self_test.report import SelfTestError

    known = {"MainThread", "network-watch"}
    left = [thread.name for thread in threading.enumerate() if thread.name not in known and not _is_meter(thread.name)]
    if left:
        raise SelfTestError(f"still running after all was closed: {', '.join(left)}")
    return sentence("all threads have ended")


def _is_meter(name: str) -> bool:
    """The thread of the progress bars' library, which ends with the program."""
    return name.startswith("tqdm")
