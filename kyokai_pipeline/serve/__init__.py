"""The published file for programs that ask, over the Model Context Protocol (https://modelcontextprotocol.io).

Belongs here: the read-only tools, and what each answer says of its sources. Does not belong here: what the numbers
mean; names, definitions and citations come from ``meta`` in the file.
"""
