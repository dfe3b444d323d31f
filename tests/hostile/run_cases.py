"""Hostile run folders, and things that are taken for one."""

from __future__ import annotations

from tests.hostile.case import Case
from tests.hostile.run_edits import EDITED
from tests.hostile.run_links import LINKED
from tests.hostile.run_names import NAMED
from tests.hostile.run_sizes import LARGE
from tests.hostile.run_specials import SPECIAL

RUN_CASES: list[Case] = [*LINKED, *EDITED, *LARGE, *SPECIAL, *NAMED]
