"""What the window says of one run, from Play to its end: ``python -m tests.benchmarks._verdict_probe JSON``.

Prints one JSON object: ``clock``, [seconds, step] as the run went on, and per model ``verdicts``, [seconds, step of the
measurement, kind] where the verdict changed. The window is the real one, offscreen, in the Adversarial workspace.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

Said = dict[str, Any]


def watch(preset: str, seed: int, data_dir: Path, device: str) -> Said:
    """Trains *preset* to its planned end under the eyes of the window. Raises RuntimeError where it fails."""
    from explorer.app import SWITCH_SECONDS, make_application
    from explorer.gui_thread.garbage import GarbageCollector
    from explorer.settings import Settings
    from explorer.state.session import Session
    from explorer.style.theme import ThemeWatcher
    from explorer.window.window import Window
    from explorer.workspaces import WORKSPACES
    from explorer.workspaces.adversarial.state import KEY, adversarial_of
    from trainers import places
    from trainers.experiment import read_toml
    from trainers.messages import Phase
    from trainers.presets import preset_path

    sys.setswitchinterval(SWITCH_SECONDS)
    app = make_application()
    garbage = GarbageCollector()
    session = Session(data_dir, places.runs_dir(), device, workspaces=WORKSPACES)
    session.engine_started.connect(garbage.settle)
    window = Window(session, Settings(places.settings_file()), ThemeWatcher(app, "dark"))
    window.resize(1440, 900)
    clock: list[tuple[float, int]] = []
    verdicts: dict[int, list[tuple[float, int, str]]] = {}
    started = time.perf_counter()

    def on_state(new: Any, old: Any) -> None:
        now = time.perf_counter() - started
        if new.ticked is not None and (old.ticked is None or new.ticked.step != old.ticked.step):
            clock.append((now, new.ticked.step))
        for model, verdict in window.parts[KEY].verdicts.items():
            said = verdicts.setdefault(model, [])
            histories = adversarial_of(new).histories
            if histories and histories[model] and (not said or said[-1][2] != verdict.kind):
                said.append((now, histories[model][-1].step, verdict.kind))
        if new.phase in (Phase.FINISHED, Phase.FAILED):
            app.quit()

    session.set_workspace(KEY)
    session.begin(read_toml(preset_path(preset)).with_setting("seed", seed), preset, play=True)
    session.state_changed.connect(on_state)  # after the window's own slots, so that its panels have seen the state
    window.show()
    session.start()
    app.exec()
    phase = session.state.phase
    window.close()
    session.close()
    garbage.close()
    if phase is Phase.FAILED:
        raise RuntimeError(f"{preset}, seed {seed}: {session.state.status}")
    return {"clock": clock, "verdicts": verdicts}


def main() -> None:
    options = json.loads(sys.argv[1])
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["LATENT_EXPLORER_HOME"] = home
        said = watch(options["preset"], options["seed"], Path(options["data_dir"]), options["device"])
    print(json.dumps(said))


if __name__ == "__main__":
    main()
