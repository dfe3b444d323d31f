"""How a mixture of Gaussians is fitted to codes: with how many, and of which form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_label
from explorer.widgets.numbers.number_field import NumberField
from explorer.widgets.numbers.spacing import Spacing
from explorer.workspaces.compare.regions.region_words import covariance_choices
from trainers.messages import MOST_COMPONENTS, USUAL_MIXTURE, Covariance, MixtureFit


class MixtureControls(QObject):
    """The widgets, for whoever lays them out; the ``caption`` belongs behind the first of the ``controls``, where there
    is room for it. ``chosen`` carries a MixtureFit."""

    chosen = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._fit = USUAL_MIXTURE
        translate = QCoreApplication.translate
        self.caption = make_label(translate("HoleBar", "Gaussians"), "small")
        self._components = NumberField(Spacing(1, MOST_COMPONENTS, whole=True), live=False)
        self._components.setObjectName("mixture_components")
        self._components.setAccessibleName(translate("HoleBar", "Number of Gaussians of the mixture"))
        self._components.setToolTip(
            plain_tip(
                translate("HoleBar", "How many Gaussians the mixture has, 1 to 30: the more, the closer they lie")
            )
        )
        self._components.value_edited.connect(self._on_components_edited)
        self._covariance = QComboBox()
        self._covariance.setObjectName("mixture_covariance")
        self._covariance.setAccessibleName(translate("HoleBar", "Form of the Gaussians of the mixture"))
        self._covariance.setToolTip(
            plain_tip(translate("HoleBar", "In which directions the Gaussians of the mixture may differ in width"))
        )
        for covariance, text, tip in covariance_choices():
            self._covariance.addItem(text, covariance or "")
            self._covariance.setItemData(self._covariance.count() - 1, plain_tip(tip), Qt.ItemDataRole.ToolTipRole)
        self._covariance.activated.connect(self._on_covariance_activated)
        for part in (self.caption, *self.controls):
            part.hide()

    @property
    def controls(self) -> Sequence[QWidget]:
        """The number of Gaussians, and their form."""
        return self._components, self._covariance

    def show_fit(self, fit: MixtureFit) -> None:
        """What is in force."""
        self._fit = fit
        self._components.show_value(fit.components)
        self._covariance.setCurrentIndex(self._covariance.findData(fit.covariance or ""))

    def set_visible(self, visible: bool) -> None:
        """Whether there is a mixture to be fitted."""
        for part in self.controls:
            part.setVisible(visible)

    def _on_components_edited(self, components: object) -> None:
        if isinstance(components, int):
            self.chosen.emit(replace(self._fit, components=components))

    def _on_covariance_activated(self, index: int) -> None:
        chosen = self._covariance.itemData(index)
        self.chosen.emit(replace(self._fit, covariance=Covariance(chosen) if chosen else None))
