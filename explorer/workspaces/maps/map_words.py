"""What is said of a map: below its dots, in its menu, and of the example under the pointer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from explorer.state.state import AppState
from explorer.texts.data_texts import knob_text
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from explorer.workspaces.maps.code_places import CodePlaces
from explorer.workspaces.maps.source_choice import Entry
from explorer.workspaces.maps.state import CODES, TileChoice, models_with_codes
from trainers.maps.methods import METHODS
from trainers.messages import MapJudged, MapMade

LEAST_SECONDS = 0.01  # that are told
MEASURING = 0.99  # of the work is done where only figures are missing
Foot = tuple[str, Sequence[str], str]  # a line, shorter forms of it, and what it means


def method_entries() -> list[Entry]:
    """The methods, each with what it is good for."""
    return [(name, knob_text(method.title), knob_text(method.summary)) for name, method in METHODS.items()]


def code_entries(state: AppState) -> list[Entry]:
    """The models whose codes are a map."""
    translate = QCoreApplication.translate
    tip = translate("MapWords", "Where this model has put each example, in the numbers of its code")
    named = translate("MapWords", "codes: {0}")
    return [(f"{CODES}{model}", named.format(state.labels[model]), tip) for model in models_with_codes(state)]


def source_title(state: AppState, tile: TileChoice) -> str:
    """What the tile shows, by name."""
    return knob_text(METHODS[tile.method].title) if tile.method else state.labels[tile.model]


def hint_words(tile: TileChoice) -> str:
    """What a map is good for, and what not."""
    if tile.method:
        return knob_text(METHODS[tile.method].summary)
    return QCoreApplication.translate(
        "MapWords",
        "Where the model has put each example: what it makes alike lies close, and between the dots it decodes.",
    )


def made_foot(made: MapMade | None, held: bool, waiting: bool) -> Foot:
    """What is said of a map that a method draws."""
    translate = QCoreApplication.translate
    if made is None:
        return (translate("MapWords", "waits for its turn") if waiting else "", (), "")
    stage = sentence_text(made.stage).rstrip(".。")
    if made.goes_on:
        share = f"{min(made.done, 1):.0%}"
        if not held and (not stage or made.done >= MEASURING):
            short = translate("MapWords", "measuring")
            return translate("MapWords", "measuring how far it can be trusted"), [short], stage
        if held:
            return translate("MapWords", "rests at {0}").format(share), (), stage
        return f"{share} · {stage}", [share], stage
    return _quality(made, [seconds_words(made.seconds)], len(made.places), stage)


def codes_foot(found: CodePlaces | None, judged: MapJudged | None, at: int | None = None) -> Foot:
    """What is said of the codes of a model, which were judged as they were *at* a step, where they have moved since."""
    translate = QCoreApplication.translate
    if found is None:
        return translate("MapWords", "codes come with the first pictures of the model"), (), ""
    width, words = found.width, []
    if width > 2:
        words = [translate("MapWords", "PCA of {0} numbers").format(width)]
    elif width == 1:
        words = [translate("MapWords", "one number, spread upwards")]
    return _quality(judged, words, len(found.places), "", at)


def _quality(
    judged: MapMade | MapJudged | None, words: Sequence[str], count: int, note: str, at: int | None = None
) -> Foot:
    translate = QCoreApplication.translate
    trust = math.nan if judged is None else judged.trustworthiness
    kept = math.nan if judged is None else judged.continuity
    of = translate("MapWords", "{0} examples").format(whole_number(count))
    long = [
        translate("MapWords", "trustworthiness {0}").format(_share(trust)),
        translate("MapWords", "continuity {0}").format(_share(kept)),
    ]
    short = [
        translate("MapWords", "trust {0}").format(_share(trust)),
        translate("MapWords", "cont. {0}").format(_share(kept)),
    ]
    bare = [_share(trust), _share(kept)]
    if at is not None:
        then = translate("MapWords", "at step {0}").format(whole_number(at))
        long, short, bare = [*long, then], [*short, then], [*bare, then]
    forms = [[*long, *words, of], [*long, *words], [*short, *words], short]
    forms += [[*bare, *words], bare, bare[:1]]
    joined = [" · ".join(form) for form in forms]
    meaning = translate(
        "MapWords",
        "Trustworthiness: are those that are near in the map near in the data? Continuity: are those that are near in "
        "the data near in the map? Both count the ten nearest; 1 is perfect, about a half is chance.",
    )
    if judged is not None and judged.judged and judged.judged < count:
        meaning += " " + translate("MapWords", "Measured on {0} examples.").format(whole_number(judged.judged))
    whole = f"{note}.\n{meaning}" if note else meaning
    return joined[0], joined[1:], whole


def _share(value: float) -> str:
    return "…" if math.isnan(value) else f"{value:.3f}"


def agreement_words(value: float) -> str:
    """0.65; less than chance has a true minus, and what rounds to nothing has none."""
    text = f"{value:.2f}"
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")


def seconds_words(seconds: float) -> str:
    """How long a map took."""
    form = QCoreApplication.translate("MapWords", "{0} s")
    return form.format(f"{max(seconds, LEAST_SECONDS):.2f}" if seconds < 1 else f"{seconds:.1f}")


def row_words(row: int, class_name: str, cluster: str) -> str:
    """Of the example of that row."""
    translate = QCoreApplication.translate
    words = [translate("MapWords", "example {0}").format(whole_number(row + 1))]
    if class_name:
        words.append(translate("MapWords", "class {0}").format(class_name))
    if cluster:
        words.append(translate("MapWords", "cluster {0}").format(cluster))
    return " · ".join(words)


def decoded_words() -> str:
    """Of the picture of a place between the dots."""
    return QCoreApplication.translate("MapWords", "decoded at this place")


def undecoded_words(title: str) -> str:
    """Of a map that knows no examples but those that it was drawn of."""
    form = QCoreApplication.translate("MapWords", "{0} knows only these points: nothing can be decoded between them.")
    return form.format(title)
