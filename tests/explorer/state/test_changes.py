"""What a view is told to draw anew."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from explorer.state import channels
from explorer.state.changes import changed, newer
from explorer.state.channels import CURSOR, NEAREST
from explorer.state.map_state import make_map_state
from explorer.state.state import AppState
from trainers import messages
from trainers.messages.channels import Channel

SOURCES = sorted((Path(__file__).resolve().parents[3] / "explorer").rglob("*.py"))


def decoded(request_id: int = 1, model: int = 0) -> messages.Decoded:
    z, images = np.zeros((1, 2), np.float32), np.zeros((1, 1, 8, 8), np.uint8)
    return messages.Decoded(0, request_id, CURSOR.of(model).name, 5, model, z, images)


def refused(channel: Channel[messages.Answer]) -> messages.LookFailed:
    return messages.LookFailed(0, 1, channel.name, 5, "no reason")


def heard(*answers: messages.Answer) -> AppState:
    return AppState(answers=MappingProxyType({answer.channel: answer for answer in answers}))


def test_an_answer_has_the_class_of_its_channel() -> None:
    found = decoded()
    state = heard(found, refused(NEAREST.of(0)))
    assert state.answer(CURSOR, 0) is found and state.answer(CURSOR.of(0)) is found
    assert state.answer(CURSOR, 1) is None and state.answer(NEAREST, 0) is None
    assert state.refusal(NEAREST, 0) == "no reason" and state.refusal(CURSOR, 0) is None is state.refusal(CURSOR, 1)
    assert AppState(answers={"cursor 0": refused(CURSOR)}).answer(CURSOR, 0) is None


def test_what_is_said_is_news_once() -> None:
    first, second = decoded(1), decoded(2)
    before, after = heard(first), heard(second)
    assert newer(after, before, CURSOR, 0) is second and newer(after, None, CURSOR, 0) is second
    assert newer(after, after, CURSOR, 0) is None and newer(after, before, CURSOR, 1) is None
    assert changed(after, before, CURSOR.of(0)) and not changed(after, after, CURSOR.of(0))
    assert newer(after, before, CURSOR.of(0)) is second


def test_a_refusal_is_news_but_no_answer() -> None:
    failed = refused(CURSOR.of(0))
    assert changed(heard(failed), heard(decoded()), CURSOR.of(0))
    assert newer(heard(failed), heard(decoded()), CURSOR, 0) is None


def test_that_answers_are_forgotten_is_not_said() -> None:
    """Pictures of the same models stay until there are others."""
    assert not changed(AppState(), heard(decoded()), CURSOR.of(0))
    assert not changed(AppState(), None, CURSOR.of(0)) and changed(AppState(), None, "labels")


def test_fields_are_compared_by_value_where_they_are_plain() -> None:
    state = AppState(scrubbed=4000, preset="x", tests=((), ()))
    same = replace(state, scrubbed=int("4000"), preset="".join(["x"]), tests=tuple([(), ()]))
    assert not changed(same, state, "scrubbed", "preset", "tests", "labels")
    assert changed(replace(state, scrubbed=None), state, "scrubbed")
    assert changed(state, replace(state, scrubbed=None), "preset", "scrubbed")
    assert changed(replace(state, tests=((),)), state, "tests")
    assert not changed(replace(state, preset="y"), state, "scrubbed")
    assert changed(state, None, "scrubbed")


def test_all_else_is_another_when_it_was_replaced() -> None:
    """Arrays are never compared: that costs time, and is neither true nor false."""
    state = AppState(maps=(make_map_state(2), make_map_state(2)))
    assert changed(replace(state, maps=(state.maps[0], make_map_state(2))), state, "maps")
    assert not changed(replace(state, maps=tuple(state.maps)), state, "maps")
    ticked = messages.Ticked(0, 1, 2, 0.0, 0.0, 0.0)
    assert changed(replace(state, ticked=replace(ticked)), replace(state, ticked=ticked), "ticked")


def test_what_a_function_makes_of_a_state() -> None:
    old, new = AppState(scrubbed=3), AppState(scrubbed=4)
    assert changed(new, old, lambda state: state.scrubbed) and not changed(new, old, lambda state: state.preset)


def test_channels_are_told_apart_by_their_names() -> None:
    known = [each for each in vars(channels).values() if isinstance(each, Channel)]
    assert len(known) > 3 and len({each.name for each in known}) == len(known)


def test_views_ask_for_fields_that_there_are() -> None:
    asked = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "changed":
                asked |= {each.value for each in node.args if isinstance(each, ast.Constant)}
    assert len(asked) > 5 and {name for name in asked if not hasattr(AppState(), str(name))} == set()
