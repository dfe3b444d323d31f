"""What a model cannot use of a covered picture, and what is offered instead."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from explorer.state.state import AppState
from explorer.texts.data_texts import preset_text
from explorer.workspaces.components.finish.finish_view import Offer
from explorer.workspaces.components.sites import unused_pixels
from explorer.workspaces.components.state import (
    ANY_ORDER,
    base_picture,
    components_of,
    known_pixels,
    predicting,
    shown_model,
)
from trainers.messages.components import Expected
from trainers.presets import list_presets

MODEL, PRESET = "model ", "preset "  # begin what an offer sends


def cover_note(state: AppState, truth: Expected) -> str:
    """Where something known lies behind the cover: a model that draws in an order, that of *truth*, cannot use it
    everywhere. "" where it uses all that is known."""
    picture, model = base_picture(state), shown_model(state)
    if picture is None or ANY_ORDER in state.model_specs[model].capabilities:
        return ""
    late, unused = unused_pixels(known_pixels(components_of(state), picture), truth.order)
    if not late:
        return ""
    translate = QCoreApplication.translate
    form = translate("CoverNotes", "{0} draws one pixel after the other, and each sees only those before it.")
    if unused:
        form = translate(
            "CoverNotes",
            "{0} draws one pixel after the other, and each sees only those before it. "
            "Uncovered pixels that no covered one can use: {1}.",
        )
    return form.format(state.labels[model], unused)


def cover_offers(state: AppState) -> tuple[Offer, ...]:
    """Models of the run that use all that is known, else a preset with one."""
    translate = QCoreApplication.translate
    able = [model for model in predicting(state) if ANY_ORDER in state.model_specs[model].capabilities]
    if able:
        tip = translate("CoverNotes", "The model of this run that uses all that is known, wherever it lies")
        return tuple((f"{MODEL}{model}", state.labels[model], tip) for model in able)
    for preset in list_presets():
        specs = [spec for spec in state.families if spec.name in preset.families]
        if any(ANY_ORDER in spec.capabilities for spec in specs):
            words = translate("CoverNotes", "Open “{0}”").format(preset_text(preset.title))
            tip = translate(
                "CoverNotes", "Opens another run, with a model that uses all that is known; this run stays saved"
            )
            return ((f"{PRESET}{preset.name}", words, tip),)
    return ()
