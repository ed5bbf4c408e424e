"""The dashboard: one HTML file in which every number shows its paper.

Belongs here: what the page shows, its words, charts, style and script. Does not belong here: any figure of its own;
numbers come from the published warehouse, pictures from the PDFs in ``raw/``.
"""
