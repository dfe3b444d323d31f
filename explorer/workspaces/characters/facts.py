"""What a lesson can ask about the workspace of text: the beginning, its surprises, and the endings."""

from __future__ import annotations

import math

import numpy as np

from explorer.state.state import AppState
from explorer.workspaces.characters.channels import FORESEEN, WRITTEN
from explorer.workspaces.characters.guess.guess_game import count_hits
from explorer.workspaces.characters.guess.guess_state import counted_guesses
from explorer.workspaces.characters.state import CharactersState, vocabulary, writing
from trainers.lessons.facts import Fact

OF_EACH = ("nats", "guess", "likeliest", "odds", "copied", "different", "hits")
FACT_NAMES = (
    "text", "length", "caret", "temperature", "endings", "noise", "put_in", "guessed", "hits",
    *(f"{name}.*" for name in OF_EACH),
)  # fmt: skip


def facts(own: CharactersState, state: AppState) -> dict[str, Fact]:
    """By name what is known of :data:`FACT_NAMES`; ``put_in`` says that a held-out text was.

    Of model N ``nats.N`` is the mean surprise of a character of the beginning, and ``guess.N`` how many equally likely
    characters would be as open as what stands at the caret, ``likeliest.N`` the likeliest there and ``odds.N`` its
    probability. Of the endings, once they are whole, ``copied.N`` is the longest run that stands in the training text,
    in characters, and ``different.N`` how many of them are no copy of another one.

    Of the game of who guesses first ``guessed`` is how many characters have been, by all, over all texts; ``hits`` and
    ``hits.N`` are how many of them the reader and each model guessed right."""
    found: dict[str, Fact] = {
        "text": own.text, "length": float(len(own.text)), "caret": float(own.caret), "temperature": own.temperature,
        "endings": float(own.count), "noise": float(own.seed), "put_in": own.held_out >= 0,
    }  # fmt: skip
    made = count_hits(counted_guesses(own, state))
    found |= {"guessed": float(made.count), "hits": float(made.hits)}
    found |= {f"hits.{model}": float(hits) for model, hits in zip(writing(state), made.model_hits, strict=False)}
    signs = vocabulary(state)
    for model in writing(state):
        foreseen = state.answer(FORESEEN, model)
        if foreseen is not None and foreseen.text == own.text:
            known = foreseen.surprises[np.isfinite(foreseen.surprises)]
            found |= {f"nats.{model}": float(known.mean())} if len(known) else {}
            found[f"guess.{model}"] = math.exp(float(foreseen.entropies[own.caret]))
            found[f"odds.{model}"] = float(foreseen.odds[own.caret, 0])
            if (best := int(foreseen.likeliest[own.caret, 0])) < len(signs):
                found[f"likeliest.{model}"] = signs[best]
        written = state.answer(WRITTEN, model)
        if written is not None and written.last and written.start == own.text and written.copied is not None:
            found[f"copied.{model}"] = float(written.copied.max())
            found[f"different.{model}"] = float(len(set(written.texts)))
    return found
