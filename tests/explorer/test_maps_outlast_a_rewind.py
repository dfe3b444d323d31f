"""Maps in the whole window: a rewind leaves them as they are, other data do not."""

from __future__ import annotations

from collections.abc import Mapping

from tests.explorer.program import Program, experiment
from trainers import messages
from trainers.messages import Phase

SMALL = {"name": "moons", "count": 100}


def maps(program: Program) -> Mapping[str, messages.MapMade]:
    found = program.state.answers.items()
    return {channel: answer for channel, answer in found if isinstance(answer, messages.MapMade)}


def drawn(program: Program, least: int) -> bool:
    return len(maps(program)) >= least and not any(answer.goes_on for answer in maps(program).values())


def test_maps_outlast_a_rewind_and_no_other_data(program: Program) -> None:
    program.start(experiment(dataset=SMALL, opens_in="maps"))
    program.window.presets.show_first()
    assert program.state.workspace == "maps"
    program.wait(lambda: drawn(program, 2))
    before = maps(program)
    program.session.advance(3)
    program.wait(lambda: program.step == 3 and program.state.phase is Phase.PAUSED)
    program.session.rewind()
    assert maps(program) == before
    program.wait(lambda: program.state.phase is Phase.READY and program.state.pictures.run_id == 2)  # type: ignore[union-attr]
    program.wait(lambda: not program.session.unanswered)
    assert all(maps(program)[channel] is answer for channel, answer in before.items())
    program.session.choose_data("moons", {**SMALL, "seed": 5})
    assert not maps(program)
    program.wait(lambda: program.state.phase is Phase.READY and drawn(program, len(before)))
    assert all(answer.run_id == 3 for answer in maps(program).values())
    assert program.state.failed is None
