"""What follows each publish: the dashboard and the exports, which show the published file and nothing older.

Belongs here: which of them are behind, renewing them, which old exports are kept. Does not belong here: writing them
(``dashboard``, ``export``), publishing (``publish``).
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.refresh import drawn, state

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.dashboard.build import Written
    from kyokai_pipeline.export import Exported

DASHBOARD, EXPORTS = "dashboard", "exports"


def write_page(raw: Path, warehouse: Path) -> Written:
    """Write the dashboard of the published file.

    Raises:
        ReportError: A PDF is not in ``raw``, or is another file than the one that was read.
    """
    from kyokai_pipeline.dashboard.build import write_dashboard

    written = write_dashboard(raw, warehouse, drawn.taken)
    _remember(warehouse, DASHBOARD)
    return written


def write_exports(warehouse: Path) -> Exported:
    """Export the published file; of older releases only those stay that ``kyokai rollback`` reaches.

    Raises:
        ReportError: The folder cannot be written, or the disk is full.
    """
    from kyokai_pipeline.export import export

    done = export(paths.database(warehouse), paths.exports(warehouse))
    _prune(warehouse)
    _remember(warehouse, EXPORTS)
    return done


def behind(warehouse: Path) -> list[str]:
    """What does not show the published release; nothing where nothing is published."""
    memory = state.load(warehouse)
    if memory.published is None:
        return []
    return [name for name in (DASHBOARD, EXPORTS) if memory.followed.get(name) != memory.published.release]


def renew(raw: Path, warehouse: Path) -> list[ReportError]:
    """Renew whatever is behind; what cannot be renewed is taken away, because it shows another release.

    Returns:
        Why something could not be renewed.
    """
    problems: list[ReportError] = []
    for name in behind(warehouse):
        try:
            if name == DASHBOARD:
                write_page(raw, warehouse)
            else:
                write_exports(warehouse)
        except ReportError as error:
            problems.append(error)
            with suppress(OSError):
                _take_away(warehouse, name)
                _remember(warehouse, name)
    return problems


def _take_away(warehouse: Path, name: str) -> None:
    if name == DASHBOARD:
        paths.dashboard(warehouse).unlink(missing_ok=True)
    elif (latest := paths.exports(warehouse) / "latest").is_dir():
        shutil.rmtree(latest)


def _remember(warehouse: Path, name: str) -> None:
    from kyokai_pipeline.warehouse.release import released

    now = released(paths.database(warehouse))
    if now is not None:
        with state.changing(warehouse) as kept:
            kept.followed[name] = now.number


def _prune(warehouse: Path) -> None:
    from kyokai_pipeline.warehouse.release import released
    from kyokai_pipeline.warehouse.swap import previous_of

    database = paths.database(warehouse)
    kept = {f"release-{found.number}" for path in (database, previous_of(database)) if (found := released(path))}
    for folder in paths.exports(warehouse).glob("release-*"):
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
