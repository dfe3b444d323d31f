"""What is told of surprise and of endings, in words."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.texts.sentences import sentence_text
from explorer.texts.shares import guess_number, share_words
from explorer.workspaces.characters.visible_signs import sign_words
from trainers.messages.writing import Foreseen, Written


def character_words(foreseen: Foreseen, place: int) -> str:
    """What a model said of one character that is there."""
    translate = QCoreApplication.translate
    name, nats = sign_words(foreseen.text[place]), float(foreseen.surprises[place])
    if math.isnan(nats):
        return translate("Surprise", "{0}: the models have never seen it").format(name)
    words = translate("Surprise", "{0}: expected with {1}, {2} nats").format(
        name, share_words(math.exp(-nats)), f"{nats:.2f}"
    )
    if place in foreseen.unseen:
        words = translate("Surprise", "{0}; never seen in training, read as any rare character").format(words)
    return words


def beginning_words(foreseen: Foreseen) -> list[str]:
    """How surprising a text was, and what of it most, from long to short; empty where there is nothing to tell."""
    known = np.flatnonzero(np.isfinite(foreseen.surprises))
    if not len(known):
        return []
    translate = QCoreApplication.translate
    mean = float(foreseen.surprises[known].mean())
    most = int(known[foreseen.surprises[known].argmax()])
    each = translate("Surprise", "{0} nats a character, a guess among {1}").format(f"{mean:.2f}", guess_number(mean))
    short = translate("Surprise", "a guess among {0}").format(guess_number(mean))
    if len(known) == 1:
        return [each, short]
    surprising = translate("Surprise", "most surprising: {0}, {1} nats").format(
        sign_words(foreseen.text[most]), f"{float(foreseen.surprises[most]):.1f}"
    )
    return [f"{each} · {surprising}", f"{short} · {surprising}", short]


def unseen_words(foreseen: Foreseen) -> str:
    """Which characters of a text no model has seen; "" where there are none."""
    names = list(dict.fromkeys(sign_words(foreseen.text[place]) for place in foreseen.unseen.tolist()))
    if not names:
        return ""
    translate = QCoreApplication.translate
    separator = translate("Surprise", ", ")
    told = separator.join(names[:3]) + ("…" if len(names) > 3 else "")
    return translate("Surprise", "Never seen in training: {0}").format(told)


def source_words(written: Written, ending: int) -> str:
    """How surprising one ending is to the source of the data; "" where that is not known, or not by a finite number."""
    if written.source_nats is None or not math.isfinite(nats := float(written.source_nats[ending])):
        return ""
    words = QCoreApplication.translate("Endings", "{0} nats a character, by the source of the data")
    return words.format(f"{nats:.2f}")


def figures_words(written: Written) -> list[str]:
    """How many of the endings keep each rule of the data, how surprising they are to its source, and how much of them
    is copied, from long to short; empty as long as they are being written."""
    translate = QCoreApplication.translate
    count = len(written.texts)
    phrases = []
    for words, kept in written.rules.items():
        phrases.append(translate("Endings", "{0}: {1} of {2}").format(sentence_text(words), int(kept.sum()), count))
    if written.source_nats is not None and np.isfinite(written.source_nats).all():
        nats = f"{float(written.source_nats.mean()):.2f}"
        phrases.append(translate("Endings", "source: {0} nats").format(nats))
    told = " · ".join(phrases)
    copied = () if written.copied is None else written.copied.tolist()
    own = [ending for ending in range(len(copied)) if written.texts[ending] or not written.start]
    if not own:  # where a line ends at once, all of it is what the reader has typed
        return [told] if told else []
    longest = max(own, key=lambda ending: int(copied[ending]))
    length = len(written.start) + len(written.texts[longest])
    whole = translate("Endings", "longest run copied from the training text: {0} of {1} characters")
    short = translate("Endings", "copied: {0} of {1}")
    numbers = (int(copied[longest]), length)
    forms = [" · ".join([*phrases, form.format(*numbers)]) for form in (whole, short)]
    return [*forms, told] if told else forms
