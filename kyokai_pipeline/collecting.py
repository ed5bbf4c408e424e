"""How often Python looks for objects that only hold each other.

What is loaded here (Dagster, pandas) is some hundred thousand objects that stay, and Python's own pace looks through
them again and again: a third of the time that loading takes, a tenth of that of a reading. Belongs here: the pace of a
process that lives for one command or one file. Does not belong here: a service, whose pace is its framework's.
"""

import gc

_YOUNG, _MIDDLE, _OLD = 50_000, 20, 50
"""New objects until the youngest are looked through, and how many such rounds until the older ones are."""


def seldom() -> None:
    """Look for them seldom enough to cost nothing, and often enough that a run over many files stays small."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
