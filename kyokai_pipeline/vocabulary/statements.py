"""What an indicator's statement counts, apart from how it is worded, and what it asks for.

以上 asks for at least, 以下 for at most, and a statement with neither (100％とする, 全支部で実施する) for at least.
対前年度以上/以下 takes last year's figure as target. Only the first sentence counts: ただし… qualifies it, ※… explains
it (page 13 of the FY2023 report).

Belongs here: the rule by which two statements count the same, and those of their goals. Does not belong here: which
indicator a statement is (report/tables/identify.py).
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
_SETS = "とする"
_BOUNDS = re.compile(
    "以上|以下|未満|を上回る|を下回る|を下回らない|を(?:上回ら|超え)ない|以内(?=と?する|とし|にする|に抑|に収|であ|$)"
)
"""10日以内とする asks for no more than that; 3か月以内に受診した者 says who is counted."""
_AT_MOST = ("以下", "未満", "を下回る", "を上回らない", "を超えない", "以内")
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


def sets_goals(statement: str) -> int:
    """How many goals a statement sets: one that sets two is more than one statement."""
    return canonical(statement).count(_SETS)


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


def goal_of(statement: str) -> tuple[str, str]:
    """Direction (at_least, at_most) and target basis (stated, previous_year) of a statement.

    ``previous_year`` is said only where the target is last year's figure itself (対前年度以上, 前年度実績を上回る).
    A rule that may choose another figure (前年度と過去3年度の平均値のいずれか高い値以上) is ``stated``: the printed
    target is what the result is held against.
    """
    sentence = first_sentence(canonical(statement.split("\n※", maxsplit=1)[0]))
    bounds = _BOUNDS.findall(sentence)
    direction = "at_most" if bounds and bounds[-1] in _AT_MOST else "at_least"
    against = re.search(r"前年度(?:の?(?:実績|数値|値|結果))?(?:以上|以下|未満|を上回る|を下回る)", sentence)
    if against:
        return ("at_most" if against[0].endswith(("以下", "未満", "を下回る")) else "at_least"), "previous_year"
    return direction, "stated"


def first_sentence(text: str) -> str:
    """Up to the first 。 outside brackets."""
    depth = 0
    for index, char in enumerate(text):
        depth += (char in "(（[") - (char in ")）]")
        if char == "。" and depth <= 0:
            return text[:index]
    return text
