"""What Dagster loads: everything in ``kyokai_pipeline.defs``, and the editions in raw/ as partitions to choose from."""

from kyokai_pipeline.defs import build_definitions
from kyokai_pipeline.defs.at_load import register_editions

defs = build_definitions()
register_editions()
