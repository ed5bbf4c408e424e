"""``python -m kyokai_pipeline.cli``."""

from kyokai_pipeline.cli import main

main()
