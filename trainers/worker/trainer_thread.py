"""The thread that trains: obeys commands between steps, and turns whatever goes wrong into an event."""

from __future__ import annotations

import queue
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from trainers import messages
from trainers.catalog import dataset_specs, family_specs
from trainers.dataset import Cancelled
from trainers.examples import DataError
from trainers.knobs import ConfigError
from trainers.machine.heap import give_back
from trainers.messages import Phase
from trainers.training.scalars import NonFiniteError
from trainers.worker.beyond_plan import rate_beyond
from trainers.worker.data_shelf import DataShelf, LoadedData
from trainers.worker.due_steps import DueSteps
from trainers.worker.mailbox import Outbox
from trainers.worker.making_run import gather_models, make_run, why_unfit
from trainers.worker.mishaps import describe_error, is_device_lost, is_out_of_memory
from trainers.worker.put_aside import TrainedAside

if TYPE_CHECKING:
    from trainers.runs.run import Run
    from trainers.worker.making_run import Gathered
    from trainers.worker.map_thread import MapThread
    from trainers.worker.render_thread import RenderThread

REST_SECONDS = 2.0  # after which a run that stands is saved
MISFIT = "The weights so far do not fit these settings ({reason}). A restart trains with them from step 0."
# Also heard where nothing is trained, but models of other runs stand side by side.
_OF_ANY_RUN = (messages.Pause, messages.SetPace, messages.SetThreads, messages.PicturesDrawn)


class TrainerThread(threading.Thread):
    """Owns the loop. ``inbox`` takes commands from any thread; None ends the thread."""

    def __init__(self, outbox: Outbox, render: RenderThread, maps: MapThread) -> None:
        super().__init__(name="trainer", daemon=True)
        self.inbox: queue.SimpleQueue[messages.Command | messages.PicturesDrawn | None] = queue.SimpleQueue()
        self.newest_run_id = -1  # set by the sender of Begin: loading for an older run ends early
        self.closing = False
        self._outbox = outbox
        self._render = render
        self._maps = maps
        self._run: Run | None = None
        self._kept: Run | None = None  # a run that was left and that its folder could not take
        self._data = DataShelf(outbox, lambda run_id: not self.closing and self.newest_run_id == run_id)
        self._aside: TrainedAside | None = None  # what there was before a run was begun apart
        self._steps = DueSteps()
        self._halved = False

    # ------------------------------------------------------------------ the loop of the thread

    def run(self) -> None:
        self._guard("starting", self._start)
        while not self.closing:
            self._maps.set_training(self._steps.are_due and not self._steps.are_followed)
            try:
                command = self._next()
            except queue.Empty:
                self._guard("training", self._train)
                continue
            if command is None:
                break
            self._guard(type(command).__name__, lambda command=command: self._obey(command))  # type: ignore[misc]
        if self._run is not None:
            self._guard("closing", self._close_run)
        if self._aside is not None:
            self._restore(self._aside)
            self._guard("closing", self._close_run)

    def _next(self) -> messages.Command | messages.PicturesDrawn | None:
        """The next command. Raises queue.Empty where a step is due before there is one."""
        if not self._steps.are_due:
            return self._wait()
        seconds = self._steps.seconds_left(time.monotonic())
        return self.inbox.get(timeout=seconds) if seconds > 0 else self.inbox.get_nowait()

    def _wait(self) -> messages.Command | messages.PicturesDrawn | None:
        """The next command. A run that stands is saved after a moment: what is paused must not be lost."""
        run = self._run
        if run is not None and run.unsaved and run.folder_path is not None:
            try:
                return self.inbox.get(timeout=REST_SECONDS)
            except queue.Empty:
                self._guard("saving", run.save)
        return self.inbox.get()

    def _start(self) -> None:
        from trainers.training.devices import probe_devices, stand_back, training_threads
        from trainers.training.sharing import use_threads

        stand_back()  # before OpenMP starts threads of its own
        use_threads(training_threads())
        self._outbox.put(messages.Catalogued(family_specs(), dataset_specs(), probe_devices()))

    def _obey(self, command: messages.Command | messages.PicturesDrawn) -> None:
        if isinstance(command, messages.Begin):
            self._begin(command)
            return
        if isinstance(command, messages.TakeUp):
            self._take_up(command.run_id)
            return
        aside = None if self._aside is None else self._aside.run
        if isinstance(command, messages.PicturesDrawn) and aside is not None and command.run_id == aside.run_id:
            aside.save_keyframe(command)  # it was drawn when the run was put aside
            return
        run = self._run
        if run is None or command.run_id != run.run_id:
            return  # meant for a run that has ended
        if run.stands and not isinstance(command, _OF_ANY_RUN):
            self._say_beside(run.run_id)
            return
        match command:
            case messages.Play():
                self._steps.forget_waiting()
                self._play(run, None)
            case messages.Advance():
                self._advance(run, command)
            case messages.Pause():
                self._pause(run, command.save)
            case messages.TakeBack():
                self._take_back(run, command.step)
            case messages.SetKnob():
                self._set_knob(run, command)
            case messages.Adjust():
                self._adjust(run, command)
            case messages.SetPace():
                self._set_pace(run, command.steps_per_second)
            case messages.SetThreads():
                run.pin_threads(command.threads)
            case messages.Save():
                if command.folder is None:
                    run.save()
                else:
                    run.move(Path(command.folder))
            case messages.PicturesDrawn():
                run.save_keyframe(command)

    # ------------------------------------------------------------------ beginning a run

    def _begin(self, begin: messages.Begin) -> None:
        """The run so far is left once it is certain that there is all that the next one needs; else it goes on."""
        data = self._load(begin)
        if data is None:
            return
        left = self._run
        if left is not None and (why := why_unfit(left, begin, data.examples)):
            self._outbox.put(messages.Refused(begin.run_id, left.run_id, MISFIT, {"reason": why}, for_data=False))
            left.skip_clock()
            return
        left = None  # the memory that it takes can be given back as soon as the next one stands
        gathered = self._gather(begin, data) if begin.beside else None
        if begin.beside and gathered is None:
            return
        self._leave(begin)
        run = self._make(begin, data, gathered)
        if run is not None:
            self._run = run
            self._first_seen(run, begin)

    def _load(self, begin: messages.Begin) -> LoadedData | None:
        """The data of the next run, or why there are none is said."""
        if begin.run_id != self.newest_run_id:  # cancelled before its turn came, or another one was asked for since
            self._refuse(begin.run_id, Phase.NO_DATA, "Loading was cancelled.", "Choose data")
            return None
        self._say(begin.run_id, Phase.STARTING, "Loading the data…")
        try:
            return self._data.load(begin)
        except Cancelled:
            self._refuse(begin.run_id, Phase.NO_DATA, "Loading was cancelled.", "Choose data")
        except DataError as error:
            self._refuse(begin.run_id, Phase.NO_DATA, "{reason}", "Choose data", reason=str(error))
        except (ConfigError, ValueError) as error:
            self._refuse(begin.run_id, Phase.FAILED, "{reason}", "Change the settings", reason=str(error))
        except Exception as error:
            if self._run is None:
                raise
            self._report("loading", error)
            self._refuse(begin.run_id, Phase.FAILED, "{reason}", "Choose data", reason=describe_error(error))
        return None

    def _gather(self, begin: messages.Begin, data: LoadedData) -> Gathered | None:
        """The models that stand side by side, or why they cannot is said."""
        try:
            return gather_models(begin, data.examples)
        except (ConfigError, ValueError) as error:
            reason = str(error)
        except Exception as error:  # such as too little memory for another run beside this one
            self._report("opening", error)
            reason = describe_error(error)
        self._refuse(begin.run_id, Phase.FAILED, "{reason}", "Change the settings", for_data=False, reason=reason)
        return None

    def _leave(self, begin: messages.Begin) -> None:
        """The run so far is put aside for one that is begun apart, else closed."""
        left = self._run
        if begin.apart and self._aside is None:
            self._put_aside()
            return
        self._guard("closing", self._close_run)
        if left is not None and left.unsaved and left.folder_path is not None:
            self._kept = left  # the disk did not take it: what is missing there is still in memory

    def _make(self, begin: messages.Begin, data: LoadedData, gathered: Gathered | None) -> Run | None:
        """The next run, or why there is none is said; then there is no run."""
        from trainers.training.loop_state import StateError

        try:
            return self._build(begin, data, gathered)
        except StateError as error:
            self._say(begin.run_id, Phase.FAILED, MISFIT, "Restart", reason=str(error))
        except (ConfigError, ValueError) as error:
            self._say(begin.run_id, Phase.FAILED, "{reason}", "Change the settings", reason=str(error))
        return None

    def _build(self, begin: messages.Begin, loaded: LoadedData, gathered: Gathered | None) -> Run:
        """The run that was asked for, where it was left, if it goes on; the one before it has just been closed."""
        run, answers = make_run(begin, loaded, gathered, self._render.offer, self._outbox)
        if begin.resume_from is not None:
            self._resume(run, begin, Path(begin.resume_from))
        if begin.run_folder is not None:
            run.place(Path(begin.run_folder))
        self._halved = False
        self._steps.set_pace(begin.experiment.plan.pace if begin.pace is None else begin.pace)
        self._render.begin(begin.run_id, answers, begin.rewinds, begin.back_to)
        self._maps.begin(begin.run_id, begin.experiment, loaded.examples)
        self._outbox.put(run.data)  # whoever asks something on hearing it finds both threads ready for this run
        if gathered is not None:
            self._outbox.put(messages.StoodBeside(begin.run_id, gathered[1]))
        if run.loop.experiment != begin.experiment:
            self._outbox.put(messages.KnobsFound(begin.run_id, run.loop.experiment))
        if begin.known_step is not None:
            run.catch_up(begin.known_step)
        run.share_machine()
        run.say_threads()
        if begin.mark is not None:
            run.remember(begin.mark)
        elif run.marks:
            run.tell_marks()
        return run

    def _resume(self, run: Run, begin: messages.Begin, source: Path) -> None:
        """Goes on from the run in *source*: as it is kept in memory, else as it was saved."""
        from trainers.runs.folder import read_checkpoint

        in_place, kept = begin.resume_from == begin.run_folder, self._kept
        if kept is not None and kept.folder_path == source:
            run.take_over(kept, source, in_place)
            self._kept = None
        else:
            run.resume(read_checkpoint(source, begin.experiment.plan.batch_size), source, in_place)

    def _first_seen(self, run: Run, begin: messages.Begin) -> None:
        """Shows what there is of a run that has just been made, says how it stands, and plays it if so wished."""
        step = run.loop.step_count
        run.publish(keyframe=step == 0)
        run.flush()
        give_back()
        finished = step >= run.loop.experiment.plan.steps
        if run.stands:
            self._say_beside(begin.run_id)
        elif begin.play and not finished:
            self._play(run, None)
        elif finished:
            self._say(
                begin.run_id,
                Phase.FINISHED,
                "Trained to step {step}. Play goes on at the final learning rate.",
                "Play to go on",
                step=step,
            )
        elif step:
            self._say(begin.run_id, Phase.PAUSED, "Paused at step {step}.", "Play", step=step)
        else:
            self._say(begin.run_id, Phase.READY, "Ready to train.", "Play")

    def _refuse(
        self, run_id: int, phase: Phase, template: str, action: str, for_data: bool = True, **values: str | int
    ) -> None:
        """The run that was asked for cannot be: the one before it goes on as if nothing had been; without one, *phase*
        and *action* say how it stands."""
        if self._run is None:
            self._outbox.put(messages.PhaseChanged(run_id, phase, template, action, values))
            return
        self._run.skip_clock()
        self._outbox.put(messages.Refused(run_id, self._run.run_id, template, values, for_data))

    def _say_beside(self, run_id: int) -> None:
        text = "Side by side. To train one of these, open its run."
        self._say(run_id, Phase.BESIDE, text, "What differs")

    # ------------------------------------------------------------------ a run that is put aside

    def _put_aside(self) -> None:
        """Leaves the run as it is, in memory, and saved where it is, so that a crash would not cost more than ever."""
        run = self._run
        if run is not None and self._steps.are_due:
            self._guard("training", run.halt)  # which stands still where that raises
        steps, self._steps = self._steps, DueSteps()
        if run is not None:
            self._guard("saving", run.save_if_needed)
        self._aside = TrainedAside(
            run, self._kept, self._data.loaded, steps, self._halved,
            self._render.put_aside(), self._maps.put_aside(),
        )  # fmt: skip
        self._run = self._kept = None

    def _take_up(self, run_id: int) -> None:
        aside = self._aside
        if aside is not None:
            self._guard("closing", self._close_run)
            self._restore(aside)
            self._render.take_up(aside.seen)
            run = self._run
            if run is not None and aside.mapped is not None:
                self._maps.take_up(run.run_id, run.loop.experiment, aside.mapped)
            if run is not None and self._steps.are_due:
                self._steps.go_on(time.monotonic())
                self._resume_clock(run)
            give_back()
        self._outbox.put(messages.TakenUp(run_id))

    def _restore(self, aside: TrainedAside) -> None:
        """Everything as it was when it was put aside."""
        self._aside = None
        self._run, self._kept = aside.run, aside.kept
        self._data.loaded = aside.data
        self._steps, self._halved = aside.steps, aside.halved
        if self._run is not None:
            self._run.use_threads_again()

    # ------------------------------------------------------------------ training

    def _play(self, run: Run, steps: int | None, players: tuple[str, ...] = (), single: bool = False) -> None:
        self._steps.begin(steps, players, single, time.monotonic())
        self._resume_clock(run)
        if single:
            return
        share = rate_beyond(run.loop.experiment, run.loop.step_count)
        if share is None:
            self._say(run.run_id, Phase.TRAINING, "Training.")
        else:
            self._say(
                run.run_id,
                Phase.TRAINING,
                "Beyond the plan, at {percent} % of the learning rate. For a higher one plan more steps and fork.",
                percent=f"{100 * share:.2g}",
            )

    def _resume_clock(self, run: Run) -> None:
        """Steps are made from now on, one after the other: followed by somebody, or at speed."""
        run.shows_each = self._steps.are_followed
        run.resume_clock(slow=self._steps.are_slow)

    def _set_pace(self, run: Run, steps_per_second: float | None) -> None:
        self._steps.set_pace(steps_per_second)
        if self._steps.are_due and self._steps.are_played:
            run.flush()  # what was trained at the pace before
            self._resume_clock(run)

    def _advance(self, run: Run, wish: messages.Advance) -> None:
        if not self._steps.lets_wait(wish):
            self._play(run, self._steps.with_more(wish.steps), wish.players, single=wish.steps == 1)

    def _train(self) -> None:
        run = self._run
        assert run is not None
        self._steps.step_begun(time.monotonic())
        run.keeps_pace = self._steps.keep_pace
        run.step(self._steps.players)
        self._steps.step_done()
        if run.loop.step_count == run.loop.experiment.plan.steps:
            self._steps.stand()
            run.halt()
            run.save()
            text = "Finished: step {step}, {seconds} s. Play goes on at the final learning rate."
            step, seconds = run.loop.step_count, round(run.seconds)
            self._say(run.run_id, Phase.FINISHED, text, "Play to go on", step=step, seconds=seconds)
        elif not self._steps.are_due and (wish := self._steps.next_waiting()) is not None:
            self._advance(run, wish)
        elif not self._steps.are_due:
            self._halt(run, save=False)

    def _pause(self, run: Run, save: bool) -> None:
        """What stands already says why it does, and goes on saying so."""
        if self._steps.are_due:
            self._halt(run, save)
        elif save:
            run.save()

    def _halt(self, run: Run, save: bool) -> None:
        self._steps.stand()
        run.halt()
        self._say(run.run_id, Phase.PAUSED, "Paused at step {step}.", "Play", step=run.loop.step_count)
        if save:
            run.save()

    def _take_back(self, run: Run, step: int | None) -> None:
        training = self._steps.are_due
        snapshot = None if step is None else self._render.keyframe(step)
        if step is not None and snapshot is None:  # of an earlier session, or of the run that this one was forked from
            phase = Phase.TRAINING if training else Phase.PAUSED
            text = "The weights of step {step} are not kept."
            self._say(run.run_id, phase, text, "" if training else "Play", step=step)
            return
        stands = run.take_back(snapshot)
        if training:
            self._resume_clock(run)
            return
        text = "Paused at step {step}." if snapshot is None else "The weights of step {kept} again, at step {step}."
        values = {"step": stands} if snapshot is None else {"step": stands, "kept": snapshot.step}
        self._say(run.run_id, Phase.PAUSED, text, "Play", **values)

    def _set_knob(self, run: Run, command: messages.SetKnob) -> None:
        try:
            run.turn(command.model, command.knob, command.value)
        except ConfigError as error:
            self._outbox.put(messages.KnobRefused(run.run_id, command.model, command.knob, str(error)))
            return
        self._outbox.put(messages.KnobSet(run.run_id, command.model, command.knob, command.value))
        if not self._steps.are_due:
            run.publish()

    def _adjust(self, run: Run, command: messages.Adjust) -> None:
        try:
            run.adjust(command.model, command.values)
        except ValueError as error:
            self._outbox.put(messages.AdjustRefused(run.run_id, command.model, str(error)))
            return
        if not self._steps.are_due or run.shows_each:
            run.publish()  # before it is told: whoever asks then sees it
        self._outbox.put(messages.Adjusted(run.run_id, command.model, run.loop.step_count))

    # ------------------------------------------------------------------ when something goes wrong

    def _guard(self, where: str, work: Callable[[], None]) -> None:
        """Does *work*; whatever it raises ends training, never the thread."""
        try:
            work()
        except Exception as error:
            self._steps.stand()
            try:
                if isinstance(error, NonFiniteError) and self._run is not None:
                    self._diverged(self._run, error)
                else:
                    self._failed(where, error)
            except Exception as second:  # even the recovery failed: say so and stay alive
                self._report(where, second)
                self._say(self._run_id, Phase.FAILED, "{reason}", "Restart", reason=describe_error(second))

    def _diverged(self, run: Run, error: NonFiniteError) -> None:
        step = run.roll_back()
        text = "The {metric} of {model} became not a number or infinite at step {step}; went back to step {good}."
        values: dict[str, str | int] = {"metric": error.metric, "model": error.label, "step": error.step, "good": step}
        self._say(run.run_id, Phase.DIVERGED, text, "Lower the learning rate", **values)

    def _failed(self, where: str, error: Exception) -> None:
        run = self._run
        self._report(where, error)
        run_id = self._run_id
        reason = describe_error(error)
        if run is None or where != "training":
            self._say(run_id, Phase.FAILED, "{where}: {reason}", "Copy the report", where=where, reason=reason)
        elif is_out_of_memory(error):
            self._out_of_memory(run)
        elif is_device_lost(error):
            run.unsaved = False  # nothing on the device can be read any more
            text = "The device stopped answering: {reason}"
            self._say(run_id, Phase.DEVICE_LOST, text, "Restart on the CPU", reason=reason)
        else:
            step = run.roll_back()
            text = "A step failed ({reason}); went back to step {step}."
            self._say(run_id, Phase.FAILED, text, "Copy the report", reason=reason, step=step)

    def _out_of_memory(self, run: Run) -> None:
        run.roll_back()
        if self._halved:
            message = "Out of memory again, with half the batch. Choose smaller layers or a smaller batch."
            self._say(run.run_id, Phase.OUT_OF_MEMORY, message, "Change the settings")
            return
        self._halved = True
        run.halve_batch()
        size = run.loop.batch_size
        text = "Out of memory: the size of a batch is now {size}; went on from step {step}."
        self._play(run, None)
        self._say(run.run_id, Phase.TRAINING, text, size=size, step=run.loop.step_count)

    def _report(self, where: str, error: Exception) -> None:
        run = self._run
        text = "".join(traceback.format_exception(error))
        step = 0 if run is None else run.loop.step_count
        toml = "" if run is None else run.loop.experiment.to_toml()
        self._outbox.put(messages.Failed(self._run_id, where, step, text, toml))

    @property
    def _run_id(self) -> int:
        """The run that something has to be said of."""
        return self.newest_run_id if self._run is None else self._run.run_id

    def _close_run(self) -> None:
        run, self._run = self._run, None
        if run is None:
            return
        training = self._steps.are_due
        self._steps.stand()
        try:
            if training:
                run.end()
            if run.unsaved:
                run.save()
        finally:
            run.close()

    def _say(self, run_id: int, phase: Phase, template: str, action: str = "", **values: str | int) -> None:
        self._outbox.put(messages.PhaseChanged(run_id, phase, template, action, values))
