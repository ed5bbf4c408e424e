"""How a PDF gets into ``raw/``: given by a person, or asked for politely at the publisher's site; whole or not at all.

Belongs here: HTTP, robots.txt, links of a page, the way into the folder. Does not belong here: what a document says.
"""
