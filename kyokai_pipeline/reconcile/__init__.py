"""The report checked against itself: intervals, identities, outcomes. Knows nothing of PDFs, files or Dagster."""
