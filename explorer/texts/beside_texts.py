"""What is said of models that stand side by side, out of runs of their own."""

from PySide6.QtCore import QCoreApplication


def several_runs_text() -> str:
    """Why something cannot be done that is done with one run."""
    return QCoreApplication.translate("Beside", "These models are out of several runs. Open one of the runs for that.")
