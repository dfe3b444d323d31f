"""What the workspace keeps: how the likelihood has grown, and which beginnings are tried."""

from __future__ import annotations

from dataclasses import replace

from explorer.state.state import AppState
from explorer.workspaces.mixtures.state import Gain, MixturesState, forked, reduce, rewound, seeds
from explorer.workspaces.mixtures.view.mixture_sample import TRUE, shown_of
from trainers.messages import Ticked


def after(*points: tuple[int, float]) -> Gain:
    own = MixturesState()
    for step, likelihood in points:
        shown = replace(shown_of(TRUE, cells=4), step=step, log_likelihood=likelihood)
        own = reduce(own, AppState(), shown)
    return own.gains[0]


def test_a_gain_is_what_the_steps_since_have_brought() -> None:
    assert after((0, -2.0)) == Gain(0, -2.0) and after((0, -2.0)).gained is None
    assert after((0, -2.0), (1, -1.5)) == Gain(1, -1.5, 0, -2.0)
    assert after((0, -2.0), (1, -1.5), (1, -1.5)) == Gain(1, -1.5, 0, -2.0), "looked at twice"
    assert after((0, -2.0), (5, -1.5)).gained == 0.5


def test_what_a_hand_has_done_is_of_the_same_step() -> None:
    assert after((3, -1.0), (3, -1.4)) == Gain(3, -1.4, 3, -1.0)


def test_where_training_goes_back_it_is_begun_anew() -> None:
    assert after((5, -1.0), (2, -1.8)) == Gain(2, -1.8)


def test_other_events_change_nothing() -> None:
    own = MixturesState()
    assert reduce(own, AppState(), Ticked(0, 1, 2, 0.0, 0.0, 0.0)) is own


def test_lots_of_beginnings_do_not_overlap() -> None:
    first, second = seeds(MixturesState()), seeds(MixturesState(round=1))
    assert first == tuple(range(1, 9)) and second == tuple(range(9, 17))


def test_a_rewind_and_a_fork_forget_what_belonged_to_the_run() -> None:
    own = MixturesState(size=4, begun={0: 3}, gains={0: Gain(1, -1.0)}, start="random")
    assert rewound(own) == MixturesState(start="random")
    assert forked(own) == MixturesState(begun={0: 3}, start="random")
