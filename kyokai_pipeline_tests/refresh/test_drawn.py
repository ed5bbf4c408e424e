"""Which process draws the pages of an edition while it is published: the one that read it, if nothing comes before."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.confined.process import Confined
from kyokai_pipeline.refresh import ahead, drawn
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline.refresh.reading import Reading
from kyokai_pipeline.settings import Limits
from kyokai_pipeline_tests.conftest import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.raw_folder.shelf import Paper


@pytest.fixture
def shipped(tmp_path: Path) -> Paper:
    (found,) = make_plan(SHIPPED.parent, tmp_path).papers.values()
    return found


def read_to_the_end(paper: Paper) -> None:
    with Reading(paper) as at_work:
        at_work.report()
        at_work.sight()
        at_work.opinion()
        at_work.draw_on()


def spins() -> None:
    while True:
        time.sleep(0)


def test_what_met_a_limit_is_drawn_here(shipped: Paper) -> None:
    drawn.keep(shipped.sha256, Confined(spins, (), "a.pdf", Limits(seconds=1)))
    assert drawn.taken(shipped.sha256) is None


def test_one_draws_at_most(shipped: Paper) -> None:
    first = Confined(spins, (), "a.pdf", Limits(seconds=30))
    drawn.keep("first", first)
    read_to_the_end(shipped)
    assert first._process.poll() is not None
    sheets = drawn.taken(shipped.sha256)
    assert sheets is not None
    assert sorted(sheets.pictures) == list(range(1, 18))
    assert drawn.taken(shipped.sha256) is None  # they are large, and nobody asks for them twice


def test_editions_that_wait_to_be_read_come_first(shipped: Paper) -> None:
    at_work = Confined(spins, (), "b.pdf", Limits(seconds=30))
    waiting = replace(shipped, path=shipped.path.with_name("b.pdf"), content="another")
    ahead.keep(waiting, at_work)
    try:
        read_to_the_end(shipped)
        assert drawn.taken(shipped.sha256) is None
    finally:
        ahead.begin([], lambda _: at_work)
    assert at_work._process.poll() is not None
