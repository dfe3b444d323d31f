"""What a run is made of; all of it can be found out while the run so far still stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from trainers import messages
from trainers.examples import Examples
from trainers.knobs import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainers.looking.answers import Answers
    from trainers.runs.run import Run
    from trainers.training.loop import Loop
    from trainers.training.snapshot import Snapshot
    from trainers.worker.data_shelf import LoadedData
    from trainers.worker.mailbox import Outbox

    Gathered = tuple[Loop, tuple[messages.ModelOfRun, ...]]


def why_unfit(left: Run, begin: messages.Begin, examples: Examples) -> str:
    """Why the run that is open cannot go on with other settings, which is found out before it is left; else the empty
    text."""
    from trainers.training.devices import choose_device
    from trainers.training.loop import Loop
    from trainers.training.loop_state import StateError

    if begin.resume_from is None or left.folder_path != Path(begin.resume_from):
        return ""
    try:
        Loop(begin.experiment, examples, choose_device(begin.device)).load_state(left.loop.live_state())
    except (StateError, ConfigError) as error:
        labels = left.loop.experiment.misfits(begin.experiment)
        return f"another {', '.join(labels)}" if labels else str(error)
    except Exception:
        return ""  # out of memory, say, with both at once: it may do with one of them, and else says so then
    return ""


def gather_models(begin: messages.Begin, examples: Examples) -> Gathered:
    """The models that stand side by side. Raises ConfigError, or ValueError with one sentence."""
    from trainers.runs.beside.gathering import gather
    from trainers.training.devices import choose_device

    return gather(begin.experiment, begin.beside, examples, choose_device(begin.device))


def make_run(
    begin: messages.Begin,
    loaded: LoadedData,
    gathered: Gathered | None,
    publish: Callable[[Snapshot], None],
    outbox: Outbox,
) -> tuple[Run, Answers]:
    """The run at its step 0, with the models that were *gathered*, where it is of such; and who answers looks at it.
    *publish* takes its snapshots, *outbox* all that it says. Raises ConfigError and ValueError."""
    from trainers.looking.answers import Answers
    from trainers.looking.looker import Looker
    from trainers.runs.describe import describe
    from trainers.runs.run import Run
    from trainers.training.devices import choose_device, device_title, training_threads
    from trainers.training.loop import Loop
    from trainers.training.sharing import Threads

    examples, threads = loaded.examples, Threads(training_threads(), begin.threads)
    device = choose_device(begin.device)
    loop = Loop(begin.experiment, examples, device) if gathered is None else gathered[0]
    looker = Looker(begin.experiment, examples, device)
    looker.share_constants(loop.models)
    data = replace(describe(begin.run_id, loop, examples, device_title(device)), loaded=loaded.number)
    run = Run(loop, data, publish, outbox.put, outbox.put_latest, threads)
    run.stands = gathered is not None
    return run, Answers(looker)
