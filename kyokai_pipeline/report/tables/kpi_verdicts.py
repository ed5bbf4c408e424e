"""Verdicts: in words, as symbols that a legend explains, as counts, and where they are missing.

A symbol (○ △ ×, ◎) means what a legend on a page of the indicators says, and nothing else. A row is found by its
verdict, and without one it would be lost silently: a target or a result without a verdict beside it is noticed.
Belongs here: everything about verdicts. Does not belong here: the rows that they begin (kpi_rows.py).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.columns import column_spans
from kyokai_pipeline.layout.heads import side_by_side, tables_in
from kyokai_pipeline.layout.labels import Found, find_terms
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.layout.text_rows import in_band
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Line, Word, box_around, lines_of, united, within
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables import kpi_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kyokai_pipeline.layout.columns import Span
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.rules import Rules
    from kyokai_pipeline.report.tables.kpi_model import KpiRow, KpiTable, Legend
    from kyokai_pipeline.vocabulary import KpiWords

SYMBOLS = "○◯〇◎●△▲▽×✕✗✖☓"
"""What a report may print in the place of a verdict; the legend alone says what each means."""
USUAL = {"achieved": "○◯〇◎●", "nearly_achieved": "△▲", "not_achieved": "×✕✗✖☓▲"}
"""Verdict -> the symbols that may dress its word; they mean nothing without it."""
_SIGN = "[:=…‥・.-]"
ROW_LINES = 8
"""Target and result of one row stand at most this many lines apart, whatever they hang from."""


def verdicts_of(table: KpiTable, vocabulary: KpiWords) -> list[Found]:
    """The verdicts under their head, top to bottom.

    Raises:
        ReportError: A symbol that no legend explains, or a verdict that says another one in brackets.
    """
    head = table.heads["status"]
    reach = max(head.box[2] - head.box[0], 4 * head.words[0].size)
    near = [w for w in table.words if abs(w.x - head.x) <= reach]
    check_explained(table, near)
    result = table.heads["result"]
    own = [w for w in near if abs(w.x - head.x) < abs(w.x - result.x)]
    undecided = find_terms(own, [vocabulary.undecided], table.page.rules)
    found = [*verdicts_in(near, vocabulary, table.legend, table.page.rules), *undecided]
    if (doubtful := next((verdict for verdict in found if _says_another(verdict, vocabulary)), None)) is not None:
        raise kpi_problems.unknown_verdict(table.page, doubtful.words)
    return sorted((f for f in found if abs(f.x - head.x) <= reach), key=lambda f: f.y)


def _says_another(verdict: Found, vocabulary: KpiWords) -> bool:
    """Whether a verdict is followed by another one in brackets: 達成（未達成）."""
    text = canonical(verdict.text)
    return any(f"({form})" in text for term in vocabulary.statuses if term.key != verdict.key for form in term.forms)


def legend_on(page: PdfPage, vocabulary: KpiWords) -> tuple[Legend, list[Word]]:
    """What the legend of a page says (○：達成 △：概ね達成 ×：未達成, or 達成：○ …), and the words that it stands in.

    Each verdict has one symbol, and each symbol one verdict: a list in which every line begins with ○ is no legend. Nor
    are the verdicts ○達成, ×未達成 of a table, of which there are more of one kind than of another.

    Returns:
        Nothing where the page has no legend, or one that leaves a doubt.
    """
    keys = {form: term.key for term in vocabulary.statuses for form in term.forms}
    forms = "|".join(sorted(map(re.escape, keys), key=len, reverse=True))
    first = re.compile(rf"(?P<symbol>[{SYMBOLS}]){_SIGN}*(?P<form>{forms})")
    last = re.compile(rf"(?P<form>{forms}){_SIGN}+(?P<symbol>[{SYMBOLS}])")
    for pattern in (first, last):
        found: list[tuple[str, str]] = []
        words: list[Word] = []
        for line in page.lines:
            text, owners = _letters(line)
            for match in pattern.finditer(text):
                found.append((match["symbol"], keys[match["form"]]))
                words += dict.fromkeys(owners[match.start() : match.end()])
        if _is_legend(found, len(vocabulary.statuses)):
            return dict(found), words
    return {}, []


def _is_legend(pairs: Sequence[tuple[str, str]], count: int) -> bool:
    """Whether each verdict has one symbol, each symbol one verdict, and none is said more often than the others."""
    said = Counter(pairs)
    one_to_one = len(said) == len({symbol for symbol, _ in said}) == len({key for _, key in said}) == count
    return one_to_one and len(set(said.values())) == 1


def _letters(line: Line) -> tuple[str, list[Word]]:
    """The text of a line without white space, and the word of each character."""
    owners = [word for word in line.words for _ in word.folded]
    return "".join(word.folded for word in line.words), owners


def verdicts_in(words: Sequence[Word], vocabulary: KpiWords, legend: Mapping[str, str], rules: Rules) -> list[Found]:
    """Every verdict among some words: in words, and as a symbol that the legend explains."""
    symbols = [Found(legend[word.text], (word,)) for word in words if word.text in legend]
    return [*find_terms(words, _as_printed(tuple(vocabulary.statuses)), rules), *symbols]


@lru_cache(maxsize=4)
def _as_printed(statuses: tuple[Term, ...]) -> tuple[Term, ...]:
    """The verdicts also as 【達成】, and with the symbol that goes with each everywhere: ○達成, 未達成（×）.

    A symbol that says something else than the word beside it makes no verdict of it.
    """
    return tuple(
        Term(term.key, (*term.forms, *(canonical(form) for plain in term.forms for form in _dressed(plain, term.key))))
        for term in statuses
    )


def _dressed(form: str, key: str) -> Iterator[str]:
    yield from (f"【{form}】", f"「{form}」", f"({form})")
    for symbol in USUAL.get(key, ""):
        yield from (f"{symbol}{form}", f"{symbol}({form})", f"{form}{symbol}", f"{form}({symbol})")


def check_explained(table: KpiTable, near: Sequence[Word]) -> None:
    """Symbols that stand where verdicts do need a legend.

    Args:
        table: The table.
        near: Its words under the head of the verdicts.

    Raises:
        ReportError: One stands level with a figure, and no legend on the page says what it means.
    """
    size = table.heads["status"].words[0].size
    for word in near:
        if word.text not in tuple(SYMBOLS) or word.text in table.legend:
            continue
        level = [w for w in table.words if abs(w.y - word.y) < size and w.x1 < word.x0]
        if any(char.isdigit() for w in level for char in w.folded):
            raise problems.misread(table.page, phrase("symbols_without_legend"), word.box, word.text)


@lru_cache(maxsize=4)
def _count_pattern(undecided: Term) -> str:
    """A number of indicators, or a word that nobody knows it yet; a dash may be the cell of another table."""
    words = (form for form in undecided.forms if any(char.isalpha() for char in form))
    return "|".join(("[0-9]{1,3}(?![0-9.,%])", *sorted(map(re.escape, words), key=len, reverse=True)))


def counted_verdicts(page: PdfPage, vocabulary: KpiWords) -> list[tuple[Found, Word]]:
    """Verdicts with their counts: 達成 7 概ね達成 3 未達成 10 in one line, one a line, or as heads over the counts.

    In the place of a count may stand that nobody knows it yet (集計中).
    """
    count = len(vocabulary.statuses)
    number = re.compile(rf"[(]?(?:{_count_pattern(vocabulary.undecided)})(?:件|項目)?[)]?")
    glued = _glued(page, vocabulary)
    if len({v.key for v, _ in glued}) == len(glued) == count:
        return glued
    verdicts = find_terms(page.words, vocabulary.statuses, page.rules)
    beside = [(v, n) for v in verdicts if (n := _count_beside(page, v, number)) is not None]
    if len({v.key for v, _ in beside}) == count:
        return beside if len(beside) == count else _on_one_line(beside, count)
    tables = (table for line in side_by_side(verdicts) for table in tables_in(line))
    under = (_counts_under(page, heads, number) for heads in tables if len(heads) == count)
    return next(filter(None, under), beside)


def _on_one_line(pairs: Sequence[tuple[Found, Word]], count: int) -> list[tuple[Found, Word]]:
    """Those of some verdicts with numbers that stand on one line, each verdict once.

    Beside the others begins another table, whose rows are numbered.
    """
    numbers = dict(pairs)
    lines = [line for line in side_by_side([*numbers]) if len(line) == len({v.key for v in line}) == count]
    return [(v, numbers[v]) for v in lines[0]] if len(lines) == 1 else [*pairs]


def _glued(page: PdfPage, vocabulary: KpiWords) -> list[tuple[Found, Word]]:
    """Verdicts set so close to their counts that both are one word: 達成7, ○達成7件, 【達成（7）、概ね達成（3）…】."""
    keys = {form: term.key for term in vocabulary.statuses for form in term.forms}
    longest_first = "|".join(sorted(map(re.escape, keys), key=len, reverse=True))
    pair = re.compile(rf"({longest_first})[:(]?({_count_pattern(vocabulary.undecided)})(?:件|項目)?")
    return [
        (Found(keys[found[1]], (Word(word.glyphs[slice(*found.span(1))]),)), Word(word.glyphs[slice(*found.span(2))]))
        for word in page.words
        if len(word.folded) == len(word.glyphs)
        for found in pair.finditer(word.folded)
    ]


def _count_beside(page: PdfPage, verdict: Found, number: re.Pattern[str]) -> Word | None:
    """The next word to the right of a verdict, if it is a count and no second number stands close behind it."""
    size, y, end = verdict.words[-1].size, verdict.y, verdict.box[2]
    right = [w for w in page.words if w.x0 > end - 0.2 * size and abs(w.y - y) < 0.6 * size]
    right.sort(key=lambda w: w.x0)
    if not right or not number.fullmatch(right[0].folded):
        return None
    second = right[1] if len(right) > 1 and right[1].x0 - right[0].x1 < size else None
    return None if second is not None and second.folded.lstrip("([")[:1].isdigit() else right[0]


def _counts_under(page: PdfPage, line: list[Found], number: re.Pattern[str]) -> list[tuple[Found, Word]]:
    """The one count under each of some verdicts side by side; nothing where one has none or two."""
    _, _, _, bottom = united([v.box for v in line])
    below = within(page.words, (0, bottom - 1, page.width, bottom + 3 * line[0].words[0].size))
    under = [word for word in below if number.fullmatch(word.folded)]
    spans = column_spans([v.box for v in line], under, page.rules) or []
    inside = [within(under, (x0 - 1, 0, x1 + 1, page.height)) for x0, x1 in spans]
    return [(v, words[0]) for v, words in zip(line, inside, strict=False)] if all(len(w) == 1 for w in inside) else []


def check_targets(table: KpiTable, rows: Sequence[KpiRow], words: Sequence[Word]) -> None:
    """Every target of a table without rules stands level with a verdict.

    Raises:
        ReportError: One does not.
    """
    lines = lines_of(words)
    for index, line in enumerate(lines):
        if not line.folded[0].isdigit():
            continue
        bottom = line.box[3]
        for below in lines[index + 1 :]:  # the unit under a number belongs to it: 70,000 over 事業所
            if below.folded[0].isdigit() or below.box[1] - bottom > 0.9 * line.size:
                break
            bottom = below.box[3]
        reach = 0.7 * line.size
        if not any(line.box[1] - reach <= row.status.y <= bottom + reach for row in rows):
            raise _lost(table, line)


def check_bands(table: KpiTable, words: Sequence[Word], bands: Sequence[Span]) -> None:
    """Every target of a table with rules stands in a row that has a verdict.

    Raises:
        ReportError: One does not.
    """
    for line in lines_of(words):
        if line.folded[0].isdigit() and in_band(line.y, bands) is None:
            raise _lost(table, line)


def check_below(table: KpiTable, body: Sequence[Word], vocabulary: KpiWords) -> None:
    """Nothing below the last verdict of a table looks like one more row: a target and, under 結果, a result.

    Raises:
        ReportError: Something does.
    """
    units = "|".join(sorted({re.escape(unit) for kpi in vocabulary.kpis for unit in (kpi.unit, *kpi.printed_units)}))
    figure = re.compile(rf"[0-9][0-9,.]*(?:{units})")
    inside = set(body)
    rest = [word for word in table.words if word not in inside]
    result, status = table.heads["result"], table.heads["status"]
    reach = (status.box[0] - result.box[2]) / 2 + (result.box[2] - result.box[0])
    for found in rest:
        if abs(found.x - result.x) > reach or not figure.match(found.plain):
            continue
        for other in rest:
            beside = abs(other.y - found.y) <= ROW_LINES * found.size and other.x1 < found.x0 - 0.5 * found.size
            if beside and figure.fullmatch(other.plain):
                raise _lost(table, Line((other,)))


def _lost(table: KpiTable, line: Line) -> Exception:
    """A row that no known verdict begins: it has none, or one in words that nobody knows."""
    head = table.heads["status"]
    reach = max(head.box[2] - head.box[0], 4 * head.words[0].size) / 2
    level = [w for w in table.words if abs(w.x - head.x) <= reach and abs(w.y - line.y) < 1.5 * line.size]
    if level and any(char.isalpha() for word in level for char in word.folded):
        return kpi_problems.unknown_verdict(table.page, level)
    beside = [w for w in table.words if abs(w.y - line.y) < 1.5 * line.size and w.x < line.box[0]]
    return problems.misread(
        table.page,
        phrase("target_without_verdict"),
        box_around([*beside, *line.words]),
        "".join(w.text for w in beside) + line.text,
    )
