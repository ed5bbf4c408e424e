"""What one edition of the report says: cover, tables, indicators, figures. Knows nothing of DuckDB or Dagster."""
