"""Staging, building, checking and publishing the DuckDB warehouse. Knows nothing of PDFs or Dagster."""
