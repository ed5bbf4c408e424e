"""Where many things are refused for one cause, the cause is shown, and what follows from it is counted."""

from __future__ import annotations

from kyokai_pipeline.defs import shown
from kyokai_pipeline.errors import Box, ReportError, ReportRefused, Where, causes_of, refuse

HERE = (100.0, 100.0, 130.0, 110.0)


def disagrees(page: int, box: Box = HERE, file: str = "a.pdf") -> ReportError:
    return refuse("engines_disagree", Where(file, "FY2023", page, box, "39,457"), text="39,457", seen="3399,,445577")


def contradiction(key: str, *figures: str) -> ReportError:
    details = {"figures": [{"figure_id": figure} for figure in figures]}
    words = dict.fromkeys(
        ("description_en", "description_ja", "others", "expected", "stated", "relation", "printed", "claim", "command")
    )
    return refuse("contradiction", Where("a.pdf", "FY2023", 3), details=details, key=key, **words)


def test_text_that_is_set_twice_is_one_cause() -> None:
    problems = [disagrees(page, (page, at, page + 20, at + 8)) for page in (3, 4) for at in range(100, 1500, 10)]
    (cause,) = causes_of(problems)
    assert (cause.problem, len(cause.followers)) == (problems[0], 279)
    block = ReportRefused.because(problems).block("en")
    assert block.count("✗") == 1
    assert block.splitlines()[-1] == "  279 more problems follow from the same cause (page 3, 4)"
    assert "279件" in ReportRefused.because(problems).block("ja")
    assert shown.words(problems).count("✗") == 2  # once in each language
    assert "279 more" in shown.problems(problems)["problem"].value


def test_a_problem_at_the_same_place_follows_from_the_first() -> None:
    covered = refuse("covered_fact", Where("a.pdf", "FY2023", 3, (120.0, 95.0, 125.0, 105.0)))
    assert [len(cause.followers) for cause in causes_of([disagrees(3), covered])] == [1]


def test_what_has_another_cause_is_shown_beside_it() -> None:
    row = refuse("unknown_row_label", Where("a.pdf", "FY2023", 3, (10.0, 300.0, 50.0, 310.0), "x"), label="x")
    other = refuse("unknown_row_label", Where("a.pdf", "FY2023", 4, HERE, "y"), label="y")
    causes = causes_of([disagrees(3), row, other, disagrees(4), disagrees(3, file="b.pdf")])
    assert [cause.problem.file for cause in causes] == ["a.pdf", "a.pdf", "a.pdf", "b.pdf"]


def test_contradictions_about_one_figure_name_each_other() -> None:
    sums = [contradiction("sum:2019", "f1", "f2"), contradiction("rate:2020", "f2"), contradiction("rate:2014", "f9")]
    first, second = causes_of(sums)
    assert [problem.words["key"] for problem in first.followers] == ["rate:2020"]
    assert first.block("en").splitlines()[-1] == "  1 more problem follows from the same cause (page 3): rate:2020"
    assert second.followers == []
