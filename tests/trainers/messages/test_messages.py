"""The conversation is whole, and can be held with another process."""

from __future__ import annotations

import dataclasses
import importlib
import pickle
import pkgutil
from types import UnionType

import numpy as np
import pytest

from trainers import messages

MODULES = [
    importlib.import_module(f"{messages.__name__}.{each.name}") for each in pkgutil.iter_modules(messages.__path__)
]
SAID = [
    each
    for module in MODULES
    for each in vars(module).values()
    if isinstance(each, type) and each.__module__ == module.__name__ and dataclasses.is_dataclass(each)
]
PARTS = {messages.DeviceInfo, messages.ModelPictures, messages.Channel}  # of other messages, and of asking
PARTS |= {messages.Components, messages.StartTried, messages.LinearDecoder, messages.GridDecoder}
PARTS |= {messages.DrawnFrom, messages.BoxShape, messages.MixtureFit, messages.RegionScore}
PARTS |= {messages.TemperedQuality, messages.ModelOfRun}
BASES = {messages.Look, messages.HoleLook, messages.GameLook}


def members(union: UnionType) -> set[type]:
    return set(union.__args__)


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
def test_every_message_is_part_of_the_conversation(kind: type) -> None:
    assert getattr(messages, kind.__name__) is kind and kind.__name__ in messages.__all__
    known = members(messages.Command) | members(messages.Event) | {messages.LookBack} | PARTS
    assert kind in known or issubclass(kind, messages.Look | messages.Answer)


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
def test_every_message_is_frozen(kind: type) -> None:
    message = object.__new__(kind)
    with pytest.raises(dataclasses.FrozenInstanceError):
        message.run_id = 1  # type: ignore[attr-defined]


def test_what_stands_beside_its_look_answers_it() -> None:
    """Each file of looks has as many answers as looks, and every look names its own in the same file."""
    for module in MODULES:
        own = [each for each in SAID if each.__module__ == module.__name__]
        looks = [each for each in own if issubclass(each, messages.Look) and each not in BASES]
        for look in looks:
            answers = [each.__name__ for each in own if issubclass(each, messages.Answer)]
            assert any(f"answered by {name}" in " ".join((look.__doc__ or "").split()) for name in answers), look


def test_a_message_is_the_same_on_the_other_side() -> None:
    sent = messages.Decoded(1, 2, "cursor 0", 3, 0, np.ones((1, 2), np.float32), np.zeros((1, 1, 2, 2), np.uint8))
    found = pickle.loads(pickle.dumps(sent))
    assert type(found) is messages.Decoded and found.channel == "cursor 0"
    assert np.array_equal(found.z, sent.z) and np.array_equal(found.images, sent.images)
