"""What Dagster loads: everything in ``kyokai_pipeline.defs``."""

from kyokai_pipeline.defs import build_definitions

defs = build_definitions()
