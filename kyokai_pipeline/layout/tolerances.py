"""How far things on a page may stand apart and still belong together: one validated class a stage.

The unit stands behind each name: a size is the font size of the text in question, a column the distance between two
columns. Belongs here: every geometric threshold of the solver, with the typesetting that needs it. Does not belong
here: thresholds of rows that hang in their cells (row_partition.py), of glyphs and rules (pdf/).
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Tolerances:
    """Fields are positive numbers.

    Raises:
        ValueError: One is not.
    """

    def __post_init__(self) -> None:
        for tolerance in fields(self):
            if not getattr(self, tolerance.name) > 0:
                raise ValueError(f"{type(self).__name__}.{tolerance.name} must be more than 0")


@dataclass(frozen=True)
class LabelTolerances(Tolerances):
    """Words of one label.

    Attributes:
        same_line_sizes: Characters of one label stand at most so far apart: 加 入 者 数 (spaced_labels).
        justified_sizes: So far where a label is justified over a ruled cell, letter by letter.
        overlap_sizes: They may overlap by this much: kerned text (chromium_*).
        mark_sizes: A mark or a unit behind a label stands at most so far away: 実施人数 （名）.
        leading_sizes: The next line of a label begins at most so far below (year_over_lines).
        nearest_line_sizes: And at least so far: what stands higher is on the same line.
        aside_sizes: Lines of one label overlap by at least this much across.
        rule_sizes: Where on the height of a line a rule parts two words: the middle of its characters.
        head_lines: A head that is read (a year, a month) is broken over at most so many lines (year_over_lines).
        head_words: And its first line holds at most so many words (2014 （ 平成 26 ）).
    """

    same_line_sizes: float = 2.2
    justified_sizes: float = 16.0
    overlap_sizes: float = 0.5
    mark_sizes: float = 1.2
    leading_sizes: float = 2.2
    nearest_line_sizes: float = 0.6
    aside_sizes: float = 0.1
    rule_sizes: float = 0.4
    head_lines: int = 4
    head_words: int = 5


@dataclass(frozen=True)
class HeadTolerances(Tolerances):
    """Heads side by side, and what stands around them.

    Attributes:
        span_sizes: A head that spans others stands at most so far over them (months down, flows across).
        corner_sizes: The word that says what bare years are stands at most so far over them (bare_years).
        shared_height: Heads side by side share at least this part of the lower one's height (year_on_two_lines).
        side_columns: A column of units, or one that is left out, stands at most so many columns beside the values.
        unknown_columns: Words up to so many columns behind the last head are asked whether they head numbers.
        left_columns: Numbers of an unknown column begin at most this much left of its head, and
        right_columns: at most this much right of it (heads_at_the_left).
    """

    span_sizes: float = 3.0
    corner_sizes: float = 2.2
    shared_height: float = 0.3
    side_columns: float = 1.8
    unknown_columns: float = 1.6
    left_columns: float = 0.3
    right_columns: float = 0.9


@dataclass(frozen=True)
class ExtentTolerances(Tolerances):
    """Where the body of a table begins and ends.

    Attributes:
        begin_sizes: Cells may reach so far up beside heads of more lines (year_over_lines).
        ruled_columns: The rule at the right of the last column stands at most so far from its head's middle.
        last_columns: Without rules the last column reaches so far from its head's middle (number_align right).
        wide_columns: Or so far from its head's left side, where only numbers stand there (heads_at_the_left).
        gap_sizes: Lines farther apart than this, and than
        gap_lines: so many times the widest gap before, are not of one table.
        label_sizes: A cell may begin so far inside the column of labels (indented_label).
        account_sizes: Words so far over the first and under the last line are still inside.
        column_sizes: A wider gutter among labels parts a table from the one to its left (halves side by side).
        text_sizes: Lines of running text in the cells of one row stand at most so far apart.
        below_lines: Labels that need not be there are looked for so many lines below the last row.
    """

    begin_sizes: float = 0.3
    ruled_columns: float = 1.2
    last_columns: float = 0.75
    wide_columns: float = 1.05
    gap_sizes: float = 6.0
    gap_lines: float = 2.2
    label_sizes: float = 0.5
    account_sizes: float = 0.2
    column_sizes: float = 12.0
    text_sizes: float = 1.2
    below_lines: float = 3.0


@dataclass(frozen=True)
class RowTolerances(Tolerances):
    """Labels beside rows.

    Attributes:
        level_sizes: A label stands at most so far over or under its row (first_row_labels, rate_own_row_merged).
        over_sizes: A label on a line of its own stands at most so far over the rows that it covers (labels_above).
        enough_rows: A place where at least this share of the rows stands is the table's, and
        enough_short: of a table of one or two rows whose columns are read, this share.
        short_rows: A table with no more rows than this is short.
    """

    level_sizes: float = 0.9
    over_sizes: float = 3.0
    enough_rows: float = 0.5
    enough_short: float = 0.4
    short_rows: int = 2


@dataclass(frozen=True)
class TextTolerances(Tolerances):
    """Running text in the cells of a table.

    Attributes:
        gutter_points: Columns of it stand at least so many points apart (no rules, wide statements).
        flush_lines: A column of which more than this share of the lines begins at its left side is set flush.
        short_sizes: A line that ends so far before such a column does is the last of its paragraph.
        row_sizes: Lines farther apart than this share of their size are not of one table.
    """

    gutter_points: float = 0.2
    flush_lines: float = 0.8
    short_sizes: float = 1.7
    row_sizes: float = 0.9


@dataclass(frozen=True)
class NewRowTolerances(Tolerances):
    """Rows that nobody knows.

    Attributes:
        label_sizes: Lines of one label stand at most so far apart; farther down is the label of the next row.
        gaps: A row stands at most so many times the widest gap between known rows from its neighbours, and
        gap_sizes: this much more.
    """

    label_sizes: float = 1.45
    gaps: float = 1.25
    gap_sizes: float = 0.5


LABELS, HEADS, EXTENT, ROWS = LabelTolerances(), HeadTolerances(), ExtentTolerances(), RowTolerances()
NEW_ROWS, TEXTS = NewRowTolerances(), TextTolerances()
