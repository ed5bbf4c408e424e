"""Registering the editions in raw/ when Dagster loads the definitions: a fresh checkout has partitions to choose from.

Afterwards the sensor ``editions_in_raw`` keeps them as they are in raw/.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import dagster as dg

from kyokai_pipeline import paths
from kyokai_pipeline.defs.editions import in_raw
from kyokai_pipeline.defs.instance import register
from kyokai_pipeline.refresh.plan import make_plan


def register_editions() -> None:
    """Add what lies in raw/ to the partitions of the instance in ``DAGSTER_HOME``; nothing without one.

    Definitions load also where raw/ or the instance cannot be had: the sensor says why, and can be looked at.
    """
    home, raw = os.environ.get("DAGSTER_HOME"), paths.raw_dir()
    if not home or not raw.is_dir() or not Path(home).is_dir():
        return
    try:
        editions = sorted(in_raw(make_plan(raw, paths.warehouse_dir())))
        with dg.DagsterInstance.get() as instance:
            register(instance, editions)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from being registered must not keep the UI from loading
        warnings.warn(f"The editions in {raw.name}/ could not be registered: {error}", RuntimeWarning, stacklevel=2)
