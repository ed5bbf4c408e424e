"""Where the steps of a run are executed: in the process of the run, or each in a process of its own.

Another process a step gains nothing on one machine with one edition, so it is not the default. Where it is chosen, the
definitions are loaded once, by a process of which each step's is a copy: loading them costs seconds.
"""

from __future__ import annotations

from typing import Any

import dagster as dg

from kyokai_pipeline.defs.resources import settings

_STARTED = {"start_method": {"forkserver": {"preload_modules": ["kyokai_pipeline.definitions"]}}}


@dg.configured(
    dg.multi_or_in_process_executor,
    config_schema=dg.Field(
        dg.Selector(  # type: ignore[no-untyped-call]
            {
                "in_process": dg.Field({}, is_required=False, description="実行と同じプロセスで in the run's process"),
                "multiprocess": dg.Field(
                    {
                        "max_concurrent": dg.Field(
                            int, is_required=False, default_value=0, description="0：CPUの数 as many as CPUs"
                        )
                    },
                    is_required=False,
                    description="ステップごとに別のプロセスで a process a step",
                ),
            }
        ),
        default_value={settings().dagster.executor: {}},
        description="設定 dagster.executor とは別の方法で実行します。 Another one than dagster.executor says.",
    ),
)
def by_configuration(config: dict[str, Any]) -> dict[str, Any]:
    """``dagster.executor`` of the settings, or what a run's own configuration says."""
    return {name: {**_STARTED, **chosen} if name == "multiprocess" else chosen for name, chosen in config.items()}
