"""Samples of the same noise all along: the same picture gets better as the model learns."""

from __future__ import annotations

import numpy as np

from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.workspaces.components.finish.site_pane import SitePane
from explorer.workspaces.components.sites import hidden_pixels
from trainers.messages.components import Completed


class SamplesView(SitePane):
    """The first samples are seen as they are drawn; newer ones take their place once they are whole."""

    def __init__(self, choose_path: ChoosePath = ask_path) -> None:
        super().__init__("grown_samples", "", choose_path)
        self._empty = self.tr("Samples appear with the first weights.")
        self.setAccessibleName(self.tr("Samples"))
        self._request = -1
        self._whole = False

    def show_completed(self, answer: Completed | None) -> None:
        """Samples, or as much as there is of them; None takes them away."""
        if answer is None:
            self._request, self._whole = -1, False
            self.show_images(None)
            return
        if self._whole and not answer.last:
            return
        nothing = np.zeros(answer.images.shape[2:], bool)
        hidden = None if answer.last else hidden_pixels(nothing, answer.order, answer.filled)
        self._request, self._whole = answer.request_id, answer.last
        self.show_images(answer.images, hidden)
