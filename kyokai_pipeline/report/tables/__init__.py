"""From located tables to rows of the core tables: numbers, indicators, trainings, units."""
