"""Tables that a person entered beside the PDF: every number of them is one that the page prints.

Belongs here: which keys such a table has, its CSV, and the way from an entered number to the printed one. Does not
belong here: reading tables from their layout (tables/), the files beside a PDF (raw_folder/).
"""
