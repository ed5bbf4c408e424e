"""The place that several machines share: objects under one URL, by fsspec; a folder or an S3-compatible store.

Belongs here: reading, writing and creating one object at once, whole or not at all. Does not belong here: what the
objects are (``refresh.exchange``).
"""
