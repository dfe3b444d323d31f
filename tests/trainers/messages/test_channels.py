"""Channels: one name for all models or one for each, and what is answered there."""

from __future__ import annotations

from trainers import messages
from trainers.messages.channels import Channel


def test_each_model_has_a_channel_of_its_own_with_the_same_kind_of_answer() -> None:
    cursor = Channel("cursor", messages.Decoded)
    assert cursor.of(None) is cursor
    assert cursor.of(1) == Channel("cursor 1", messages.Decoded) != cursor.of(2)
    assert hash(cursor.of(1)) == hash(Channel("cursor 1", messages.Decoded))
