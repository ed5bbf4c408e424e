"""A report that can be opened and is refused: its sidecar corrects a value that it does not print."""

CORRECTS_NOTHING = """url_missing_reason: test
corrections:
  - {table: training, key: {category: nobody}, column: participants, printed: '1', value: 2, reason: test, source: test}
"""
"""A sidecar's text."""
