"""The publisher's site: asking politely whether there is a new report, and fetching it whole or not at all.

Belongs here: HTTP, robots.txt, links of a page. Does not belong here: what a document says; that is for the reader.
"""
