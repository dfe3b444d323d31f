"""A worker that trains nothing: it follows a run that another program trains, by what that one saves."""

from __future__ import annotations

import threading
import time
import traceback
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from trainers import messages
from trainers.catalog import dataset_specs, family_specs
from trainers.experiment import Experiment
from trainers.messages import Phase
from trainers.runs import inside
from trainers.runs.files import KEYFRAMES, METRICS, RunFolderError
from trainers.runs.history import cut_scalars, in_pieces
from trainers.runs.lock import LockState, lock_state
from trainers.sentence import sentence
from trainers.worker.data_shelf import DataShelf
from trainers.worker.looking_worker import LookingWorker
from trainers.worker.mailbox import Outbox
from trainers.worker.map_thread import MapThread
from trainers.worker.mishaps import describe_error
from trainers.worker.render_thread import RenderThread

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainers.runs.reading import RunContents

FOLLOW_SECONDS = 0.5  # between two looks at the folder
CALM = 10  # times as long as the reading of the folder took it is left alone: another program works in it
ONLY_WATCHED = sentence("Another program trains this run. Here it can only be watched.")


class FollowingWorker(LookingWorker):
    """Says what is new in a run folder, and answers looks with the weights that were saved last. It takes one Begin,
    whose ``run_folder`` is followed; nothing is written there. *wake* as with ``Worker``."""

    def __init__(self, wake: Callable[[], None]) -> None:
        super().__init__(wake)
        self._follower = FollowThread(self._outbox, self._render, self._maps)

    def start(self) -> None:
        for thread in (self._follower, self._render, self._maps):
            thread.start()

    def send(self, command: messages.Command) -> None:
        """Begins with the first Begin; whatever else is commanded cannot be done."""
        if isinstance(command, messages.Begin) and self._follower.begin is None:
            self._follower.begin = command
            self._follower.asked.set()
        elif isinstance(command, messages.Begin) and self._follower.begin is not None:
            kept = self._follower.begin.run_id
            self._outbox.put(messages.Refused(command.run_id, kept, "{reason}", {"reason": ONLY_WATCHED}, False))
        else:
            self._outbox.put(messages.Declined(ONLY_WATCHED))

    def close(self, seconds: float = 5.0) -> bool:
        """Ends the threads; returns whether all have ended in time."""
        self._follower.closing.set()
        self._follower.asked.set()
        self._render.close()
        self._maps.close()
        end = time.monotonic() + seconds
        threads = (self._follower, self._render, self._maps)
        for thread in threads:
            if thread.is_alive():
                thread.join(max(0.0, end - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)


class FollowThread(threading.Thread):
    """Reads the folder again and again, as long as it changes."""

    def __init__(self, outbox: Outbox, render: RenderThread, maps: MapThread) -> None:
        super().__init__(name="follower", daemon=True)
        self.begin: messages.Begin | None = None
        self.asked, self.closing = threading.Event(), threading.Event()
        self._outbox, self._render, self._maps = outbox, render, maps
        self._told = self._shown = -1  # the last step of the curves that was told, and of the weights that are shown
        self._keyframes: set[int] = set()
        self._experiment: Experiment | None = None
        self._phase: Phase | None = None
        self._count = 1  # of the training examples
        self._sign: object = None  # of the folder as it was when it was read last

    def run(self) -> None:
        try:
            from trainers.training.devices import probe_devices, stand_back
            from trainers.training.sharing import use_threads

            stand_back()
            use_threads(1)
            self._outbox.put(messages.Catalogued(family_specs(), dataset_specs(), probe_devices()))
            self.asked.wait()
            if not self.closing.is_set():
                assert self.begin is not None and self.begin.run_folder is not None
                self._prepare(self.begin)
                self._follow(self.begin, Path(self.begin.run_folder))
        except Exception as error:
            run_id = 0 if self.begin is None else self.begin.run_id
            text = "".join(traceback.format_exception(error))
            self._outbox.put(messages.Failed(run_id, "following", 0, text, ""))
            self._say(run_id, Phase.FAILED, "{reason}", reason=describe_error(error))

    def _prepare(self, begin: messages.Begin) -> None:
        """Loads the data and makes the models, into which weights are put to look at them."""
        from trainers.looking.answers import Answers
        from trainers.looking.looker import Looker
        from trainers.runs.describe import describe
        from trainers.training.devices import choose_device, device_title
        from trainers.training.loop import Loop

        self._say(begin.run_id, Phase.STARTING, "Loading the data…")
        loaded = DataShelf(self._outbox, lambda run_id: not self.closing.is_set()).load(begin)
        device = choose_device("cpu")
        loop = Loop(begin.experiment, loaded.examples, device)
        data = describe(begin.run_id, loop, loaded.examples, device_title(device))
        self._render.begin(begin.run_id, Answers(Looker(begin.experiment, loaded.examples, device)))
        self._maps.begin(begin.run_id, begin.experiment, loaded.examples)
        self._experiment, self._count = begin.experiment, len(loaded.examples.train)
        self._outbox.put(replace(data, loaded=loaded.number))

    def _follow(self, begin: messages.Begin, folder: Path) -> None:
        from trainers.runs.reading import read_run

        pause = 0.0
        while not self.closing.wait(pause):
            start = time.monotonic()
            held = lock_state(folder) is LockState.HELD
            with suppress(RunFolderError, OSError):  # it is being saved, or is gone: the next look tells
                sign = _sign(folder)
                if sign != self._sign:
                    self._tell(begin, read_run(folder))
                    self._sign = sign
            if held:
                text = "Another program trains this run. Here it can only be watched."
                self._say(begin.run_id, Phase.TRAINING, text)
            else:
                text = "Nobody trains this run any more. Open it anew to train it on."
                self._say(begin.run_id, Phase.PAUSED, text)
            pause = max(FOLLOW_SECONDS, CALM * (time.monotonic() - start))

    def _tell(self, begin: messages.Begin, found: RunContents) -> None:
        """What is new."""
        run_id, step = begin.run_id, found.newest_step
        if found.experiment != self._experiment:
            self._experiment = found.experiment
            self._outbox.put(messages.KnobsFound(run_id, found.experiment))
        if step < self._told:  # training went back
            self._told = -1
            self._keyframes = {each for each in self._keyframes if each <= step}
        scalars = found.scalars(run_id)
        if scalars is not None and (new := cut_scalars(scalars, step, self._told + 1)) is not None:
            for part in in_pieces(new):
                self._outbox.put(part)
            self._told = new.first_step + new.count - 1
        for each in found.keyframe_steps:
            if each not in self._keyframes:
                self._keyframes.add(each)
                self._outbox.put(replace(found.read_keyframe(each), run_id=run_id, keyframe=True))
        plan = found.experiment.plan
        epoch = step * plan.batch_size / self._count
        ticked = messages.Ticked(run_id, step, plan.steps, epoch, *found.clock.at(step))
        self._outbox.put_latest("ticked", ticked)
        if found.checkpoint_step is not None and found.checkpoint_step != self._shown:
            self._show(run_id, found)

    def _show(self, run_id: int, found: RunContents) -> None:
        """Looks see the weights that were saved last."""
        from trainers.runs.checkpoint import read_model
        from trainers.training.snapshot import Snapshot

        models = found.experiment.models
        read = [read_model(found.path, index) for index in range(len(models))]
        if len({step for step, _ in read}) > 1:
            raise RunFolderError(f"{found.path.name}: it was saved anew while it was read")
        self._shown = read[0][0]
        weights, configs = tuple(each for _, each in read), tuple(model.config for model in models)
        self._render.offer(Snapshot(run_id, self._shown, weights, configs, settled=True))

    def _say(self, run_id: int, phase: Phase, template: str, action: str = "", **values: str | int) -> None:
        if phase is not self._phase:
            self._phase = phase
            self._outbox.put(messages.PhaseChanged(run_id, phase, template, action, values))


def _sign(folder: Path) -> object:
    """What changes whenever something is written there that is told of."""
    from trainers.runs.checkpoint import RESUME

    found = [inside.state(folder, name) for name in (METRICS, RESUME, KEYFRAMES)]
    return tuple(None if each is None else (each.st_mtime_ns, each.st_size) for each in found)
