"""What lies in ``raw/``: PDFs, their hashes, and the sidecars beside them.

Belongs here: files and what people wrote beside them. Does not belong here: how a PDF gets there (``acquire``), what
becomes of it (``refresh``), what it says (``report``).
"""
