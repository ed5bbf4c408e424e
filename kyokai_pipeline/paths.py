"""Where the PDFs lie and where the warehouse goes."""

from __future__ import annotations

import os
from pathlib import Path


def project() -> Path:
    """The checkout this package runs from, or the working folder when it was installed elsewhere."""
    checkout = Path(__file__).resolve().parents[1]
    return checkout if (checkout / "workspace.yaml").is_file() else Path.cwd()


def raw_dir() -> Path:
    """``KYOKAI_RAW``, or ``raw/`` of the project."""
    return _from_environment("KYOKAI_RAW", "raw")


def warehouse_dir() -> Path:
    """``KYOKAI_WAREHOUSE``, or ``warehouse/`` of the project."""
    return _from_environment("KYOKAI_WAREHOUSE", "warehouse")


def dagster_home(warehouse: Path) -> Path:
    """``DAGSTER_HOME``, or ``.dagster`` inside the warehouse folder."""
    return Path(os.environ.get("DAGSTER_HOME") or warehouse / ".dagster").absolute()


def staging_dir(warehouse: Path) -> Path:
    """Parquet per edition and table."""
    return warehouse / "staging"


def database(warehouse: Path) -> Path:
    """The published file."""
    return warehouse / "kyokai.duckdb"


def dashboard(warehouse: Path) -> Path:
    """The page that shows what is published."""
    return warehouse / "dashboard" / "index.html"


def exports(warehouse: Path) -> Path:
    """What is published in the forms that other programs take, renewed after each publish."""
    return warehouse / "exports"


def inspected(warehouse: Path) -> Path:
    """What ``kyokai inspect`` draws."""
    return warehouse / "inspected"


def refused(warehouse: Path) -> Path:
    """Pictures of the places for which files are refused: a folder for each file."""
    return warehouse / "refused"


def own_folder(folder: Path) -> Path:
    """A folder for what can be made again at any time; git passes it over, wherever it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    return folder


def _from_environment(variable: str, default: str) -> Path:
    value = os.environ.get(variable)
    return Path(value).expanduser().absolute() if value else project() / default
