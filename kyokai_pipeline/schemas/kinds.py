"""Is a value of the kind its column holds? Asked before anything is coerced: ``bool("no")`` is True."""

from __future__ import annotations

import math
from numbers import Integral, Real
from typing import TYPE_CHECKING

import pandas as pd

from kyokai_pipeline.messages import phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.schemas.base import ColumnInfo


def ill_typed(columns: Sequence[ColumnInfo], frame: pd.DataFrame) -> Iterator[tuple[str, int, Phrase]]:
    """Column, row and what is wrong, for every missing value and every value of another kind.

    Decimals and dates are checked by their own pandera checks, since they are never coerced.
    """
    for column in columns:
        if column.name not in frame:
            continue
        kind = _KINDS.get(column.sql)
        for row, value in enumerate(frame[column.name]):
            if pd.isna(value):
                if not column.nullable:
                    yield column.name, row, phrase("column_empty", column=column.name)
            elif kind and not kind[0](value):
                why = phrase("value_of_another_kind", column=column.name, value=repr(value), kind=kind[1])
                yield column.name, row, why


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _flag(value: object) -> bool:
    # numpy's own kind of bool is no bool and no integer.
    return isinstance(value, bool) or type(value).__name__ == "bool"


def _whole(value: object) -> bool:
    """A column with a missing value holds 3.0 for 3."""
    return not _flag(value) and (isinstance(value, Integral) or (isinstance(value, float) and value.is_integer()))


def _real(value: object) -> bool:
    return not _flag(value) and isinstance(value, Real) and math.isfinite(value)


_KINDS: dict[str, tuple[Callable[[object], bool], Phrase]] = {
    "VARCHAR": (_text, phrase("kind_text")),
    "INTEGER": (_whole, phrase("kind_whole")),
    "DOUBLE": (_real, phrase("kind_finite")),
    "BOOLEAN": (_flag, phrase("kind_flag")),
}
