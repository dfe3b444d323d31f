"""Which of several models a card is about: a small button with a menu of their labels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.style.marks import menu_mark
from explorer.style.plain_text import plain_tip


class ModelChoice(QToolButton):
    """``model_chosen(index)`` is a wish; which one is shown is up to :meth:`show_models`."""

    model_chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "pill")
        self.setToolTip(plain_tip(self.tr("The model that this card is about")))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        give_menu(self, QMenu(self))
        self._models: tuple[tuple[int, str], ...] = ()
        self._shown = -1

    def show_models(self, models: Sequence[tuple[int, str]], shown: int) -> None:
        """(number, label) of each model that can be chosen, and the number of the one that is shown."""
        if tuple(models) != self._models:
            self._models = tuple(models)
            self.menu().clear()
            for index, label in models:
                action = self.menu().addAction(label)
                action.setObjectName(f"{self.objectName()}_{index}")
                action.setData(index)
                action.setCheckable(True)
                action.triggered.connect(partial(self._on_chosen, index))
        label = dict(models).get(shown, "")
        self.setText(f"{label} {menu_mark(self.fontMetrics())}")
        self.setAccessibleName(self.tr("Model: {0}").format(label))
        self._check(shown)

    def _check(self, shown: int) -> None:
        self._shown = shown
        for action in self.menu().actions():
            action.setChecked(action.data() == shown)

    def _on_chosen(self, index: int, _checked: bool = False) -> None:
        self._check(self._shown)  # the state decides
        self.model_chosen.emit(index)


def make_sample() -> QWidget:
    choice = ModelChoice("sample")
    models = [(0, "Minimax"), (1, "Non-saturating"), (3, "Wasserstein")]
    choice.show_models(models, 1)
    choice.model_chosen.connect(lambda index: choice.show_models(models, index))
    return choice


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
