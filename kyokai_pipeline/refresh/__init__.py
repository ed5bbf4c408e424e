"""One refresh: what has to be done, reading an edition, publishing, and what is remembered until the next.

Belongs here: the order of the steps, and the state between two refreshes. Does not belong here: the steps themselves
(``report``, ``reconcile``, ``warehouse``), Dagster (``defs``).
"""
