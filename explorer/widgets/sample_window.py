"""Shows one view alone with sample data: ``python -m explorer.run_bar.top_bar [--light] [--scale 2]``."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from explorer.gui_thread.within import within
from explorer.style.theme import ThemeWatcher


def show_sample(make: Callable[[], QWidget]) -> None:
    """Runs an application with the widget that *make* builds until its window is closed."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    scale = float(sys.argv[sys.argv.index("--scale") + 1]) if "--scale" in sys.argv else 1.0
    watcher = ThemeWatcher(app, "light" if "--light" in sys.argv else "system", scale)
    window = make()
    for widget in (window, *within(window)):
        set_theme = getattr(widget, "set_theme", None)
        if set_theme is not None:
            set_theme(watcher.theme)
            watcher.theme_changed.connect(set_theme)
    window.show()
    sys.exit(app.exec())
