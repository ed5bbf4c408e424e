"""A file as the reader saw it: every page with what was read on it, and a picture of each place that was refused.

Belongs here: which boxes are drawn, in which colour, the HTML file and the pictures. Does not belong here: reading
(report/), rendering (pdf/), where the files go (refresh/).
"""
