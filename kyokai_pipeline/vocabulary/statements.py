"""What an indicator's statement counts, apart from the target it sets and from how it is worded.

Belongs here: the rule by which two statements count the same. Does not belong here: which indicator a statement is
(report/tables/identify.py).
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import CIRCLED, SUPERSCRIPTS, canonical, holds
from kyokai_pipeline.vocabulary import same_words

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNITS = "%|支部|事業所|か所|機関|社|人|件|円|回|点|ポイント"
_BOUND = "以上|以下|未満|超"
_GOAL = re.compile(
    r"(?:については|について|を|は|が|、)*"
    rf"(?:[0-9][0-9,.]*(?:{_UNITS})|対?前年度(?:の?(?:実績|数値|値|結果))?)"
    rf"(?:(?:{_BOUND})(?:と?する|とすること)?|と?する|を上回る|を下回る)(?:こと)?$"
)
"""を70,000事業所以上とする, について対前年度以下とする: what the year asks for, not what is counted."""
_YEAR = re.compile(r"(?:平成|令和)(?:元|[0-9]{1,2})年度?|20[0-9]{2}年度?")
_MARK = re.compile(rf"[(]?(?:※|\*|注)[0-9]{{0,2}}[)]?|[{CIRCLED}{SUPERSCRIPTS}]")
_WORDING = re.compile(r"[\s、。,「」()\[\]]|の|における|について|に関する")
"""Particles and marks that come and go without a change of meaning (特定保健指導の実施率, 特定保健指導実施率)."""


def definition_of(statement: str) -> str:
    """What an indicator counts, so that two statements with the same definition count the same.

    Left out are the target that the statement sets, the year that it names, note marks, and the particles and marks
    that an editor adds or drops. Every other number stays: within 3 months is not within 10 months. So does the text
    of a note (※査定率＝…): it says what is counted.
    """
    sentences = [part for part in re.split(r"。|\n", canonical_lines(statement)) if part]
    text = "/".join(_WORDING.sub("", _YEAR.sub("", _GOAL.sub("", _MARK.sub("", part)))) for part in sentences)
    for word, other in same_words().items():
        text = text.replace(word, other)
    return text


def subject_of(statement: str) -> str:
    """The statement in canonical spelling without its notes and its goal; ※ where a year or a note mark stood."""
    main = _GOAL.sub("", canonical(statement.split("\n※", maxsplit=1)[0]))
    return _YEAR.sub("※", _MARK.sub("※", main))


def canonical_lines(statement: str) -> str:
    """The statement in canonical spelling, its notes still on lines of their own."""
    return "\n".join(canonical(line) for line in statement.splitlines())


def fits(statement: str, says: Iterable[str], excludes: Iterable[str]) -> bool:
    """Whether a statement is the indicator of an entry: all its words stand there, and none that it excludes.

    Args:
        statement: In canonical spelling.
        says: Words that must stand there, in canonical spelling.
        excludes: Words that must not.
    """
    return all(holds(statement, word) for word in says) and not any(holds(statement, word) for word in excludes)


def provisional_id(text: str) -> str:
    """The id of something that no term explains: the same text without numbers and notes has the same id next year."""
    plain = re.sub(r"[0-9.,%]", "", definition_of(text.split("\n※", maxsplit=1)[0]))
    return f"new_{hashlib.sha256(plain.encode()).hexdigest()[:8]}"
