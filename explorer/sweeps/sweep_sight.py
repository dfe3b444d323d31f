"""A sweep as it is seen: every cell with how far it is, in the order of the queue. Read beside the window."""

from __future__ import annotations

from dataclasses import dataclass

from trainers.sweeps.cells import CellReport, CellState
from trainers.sweeps.folder import SweepFolder
from trainers.sweeps.table import SweepTable, read_table


@dataclass(frozen=True)
class SweepSight:
    """``reports`` stand in the order in which the cells are trained; those in ``left_out`` come last, and are not."""

    folder: SweepFolder
    table: SweepTable
    reports: tuple[CellReport, ...]
    left_out: frozenset[str]

    @property
    def waits(self) -> bool:
        """Whether something is left to be trained."""
        done = (CellState.FINISHED, CellState.FAILED)
        return any(each.state not in done and each.cell.name not in self.left_out for each in self.reports)

    def share(self, steps: dict[str, int]) -> float:
        """How much of all steps is done, 0 to 1, where *steps* are newer than what was read of some cells."""
        total = done = 0
        for each in self.reports:
            planned = each.cell.experiment.plan.steps
            total += planned
            over = each.state in (CellState.FINISHED, CellState.FAILED)
            done += planned if over else min(planned, max(each.step, steps.get(each.cell.name, 0)))
        return done / max(total, 1)

    def moved(self, name: str, by: int) -> list[str]:
        """The names of all cells in order, with one moved so many places."""
        names = [each.cell.name for each in self.reports]
        place = names.index(name)
        names.insert(max(0, min(len(names) - 1, place + by)), names.pop(place))
        return names


def read_sight(folder: SweepFolder) -> SweepSight:
    """Looks at every cell. Raises RunFolderError where the queue is damaged."""
    table = read_table(folder)
    by_name = {report.cell.name: report for report in table.reports}
    left_out = folder.left_out()
    queued = [by_name[cell.name] for cell in folder.queue()]
    out = [report for report in table.reports if report.cell.name in left_out]
    return SweepSight(folder, table, (*queued, *out), left_out)
