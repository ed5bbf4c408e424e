"""What lies in ``raw/`` and what has become of it.

Belongs here: PDFs, sidecars, hashes, which edition a file is, what must be read again, what was refused.
Does not belong here: reading tables (``report``), the database (``warehouse``), Dagster (``defs``).
"""
