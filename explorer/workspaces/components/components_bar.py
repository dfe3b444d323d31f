"""The bar above: which model, in which order and how daring it draws, and how well each one predicts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_label, with_steady_digits
from explorer.texts.data_texts import knob_text
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.fitted_bar import FittedBar
from explorer.widgets.model_choice import ModelChoice
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.spacing import Spacing

MOST_DARING = 2.0
SLIDER = 80  # px
SPACING = 8
LEAST_WORDS = 240  # px for the likelihoods; where there is less, captions go


class ComponentsBar(FittedBar):
    """Facts come in through ``show_*``, wishes go out as signals; ``order_chosen("")`` is the model's usual one."""

    model_chosen = Signal(int)
    order_chosen = Signal(str)
    temperature_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("components_bar", parent=parent)
        self.model = ModelChoice("components_model")
        self.model.model_chosen.connect(self.model_chosen)
        self._order_caption = make_label(self.tr("order"), "small")
        self.order = QComboBox()
        self.order.setObjectName("components_order")
        self.order.setAccessibleName(self.tr("Order in which sites are drawn"))
        self.order.setToolTip(
            plain_tip(self.tr("Which pixel is drawn first. There are as many as the model has learned."))
        )
        self.order.activated.connect(lambda at: self.order_chosen.emit(self.order.itemData(at)))
        self._caption = make_label(self.tr("temperature"), "small")
        self.temperature = KnobSlider(Spacing(0.0, MOST_DARING), rest=1.0)
        self.temperature.setObjectName("components_temperature")
        self.temperature.setAccessibleName(self.tr("Temperature"))
        self.temperature.setToolTip(
            plain_tip(
                self.tr(
                    "1 is the model as it is; below it takes likelier levels, at 0 the likeliest; above it dares. "
                    "Endings and the bars of a pixel follow; surprise does not. A double click goes back to 1."
                )
            )
        )
        self.temperature.setFixedWidth(SLIDER)
        self.temperature.moved.connect(lambda value: self.temperature_changed.emit(float(value)))
        self._number = make_label("1.00", "small", "components_temperature_number")
        with_steady_digits(self._number)
        self._words = ElidedLabel("", "small", keep=3)
        self._words.setObjectName("likelihoods")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        with_steady_digits(self._words)
        self._seen = ElidedLabel("", "small", keep=40)
        self._seen.setObjectName("seen_as")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        for widget in (self.model, self._order_caption, self.order, self._caption, self.temperature, self._number):
            row.addWidget(widget)
        row.addSpacing(SPACING)
        row.addWidget(self._seen)
        row.addWidget(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._orders: tuple[str, ...] | None = None
        self.show_orders((), "")
        self.begin_fitting()

    def show_models(self, models: Sequence[tuple[int, str]], shown: int) -> None:
        """(number, label) of those that can be chosen, and which is."""
        self.model.show_models(models, shown)
        self.model.setVisible(len(models) > 1)

    def show_orders(self, orders: Sequence[str], chosen: str) -> None:
        """The names of the orders that the model knows, the usual one first; "" is chosen for that one."""
        if tuple(orders) != self._orders:
            self._orders = tuple(orders)
            self.order.clear()
            for at, name in enumerate(orders):
                self.order.addItem(knob_text(name), name if at else "")
        self.order.setCurrentIndex(max(self.order.findData(chosen), 0))
        for widget in (self.order, self._order_caption):
            widget.setVisible(len(orders) > 1)

    def show_temperature(self, temperature: float) -> None:
        self.temperature.show_number(temperature)
        self._number.setText(f"{temperature:.2f}")

    def show_likelihoods(self, models: Sequence[str], simpler: Sequence[str], measure: str) -> None:
        """What each model says of held-out pictures, what simpler ways take, the last first to go, and what is
        measured."""
        shorter = [" · ".join([*models, *simpler[:count]]) for count in reversed(range(len(simpler)))]
        self._words.set_text(" · ".join([*models, *simpler]), shorter)
        self._words.set_help(measure)

    def show_seen(self, words: str, whole: str) -> None:
        """How the model that is shown sees pictures."""
        self._seen.set_text(words)
        self._seen.set_help(whole)
        self.refit()

    def fit(self) -> None:
        """Without room for the words, captions go; tooltips say the same."""
        shown: list[QWidget] = [self.temperature, self._number]
        shown += [each for each in (self.model, self.order) if not each.isHidden()]
        needed = sum(each.sizeHint().width() + SPACING for each in shown) + LEAST_WORDS
        spare = self.width() - needed
        for label in (self._caption, self._seen):
            room = label.sizeHint().width() + SPACING
            label.setVisible(spare >= room)
            spare -= room if spare >= room else 0
