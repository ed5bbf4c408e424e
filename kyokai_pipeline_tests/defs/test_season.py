"""A publishing season, day by day, with a publisher's site on this machine; everything through Dagster's evaluation."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING

import dagster as dg
import duckdb
import pytest
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES

from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs import editions as asking
from kyokai_pipeline.defs.editions import FIRST_WAIT_S
from kyokai_pipeline.defs.instance import open_instance
from kyokai_pipeline.defs.launcher import PROCESS_TAG
from kyokai_pipeline.refresh.follow import behind
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline_tests.acquire.site import Reply, open_site, page, pdf
from kyokai_pipeline_tests.defs.conftest import Shop
from kyokai_pipeline_tests.defs.daemon import Failures, by_fetch, by_partitions, by_schedule, by_sensor
from kyokai_pipeline_tests.defs.power_cut import begun, killed_process, monitor, status
from kyokai_pipeline_tests.mailbox import Mailbox, open_mailbox
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.variants import final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kyokai_pipeline_tests.acquire.site import Site

TICKS = (by_fetch, by_schedule, by_sensor, by_sensor, by_schedule)
PAGE = "/report/"
DRAFT = '<a href="draft.pdf">令和５年度事業報告書 概要版（案）</a>'
FINAL = '<a href="final.pdf">令和５年度事業報告書 概要版</a>'
RESTATED = ("average_standard_monthly_remuneration", 2019)


@dataclass
class Day:
    """What was started on a day, job and partition, and whether it went well."""

    runs: list[tuple[str, str | None, bool]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


class Season:
    """Dagster's daemon: evaluates schedules and sensors, launches what they ask for, keeps cursors and run keys."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.run_keys: set[str] = set()
        self.failures = Failures(shop)

    def day(self) -> Day:
        day = Day()
        for tick in TICKS:
            result = tick(self.shop)
            if not result.run_requests:
                day.skipped.append(str(result.skip_message))
            for request in result.run_requests or []:
                self.launch(day, request, "fetch" if tick is by_fetch else "refresh")
        self.failures.tick()
        return day

    def by_sensor(self) -> Day:
        """One tick of ``new_edition`` alone, and what it asks for."""
        day = Day()
        for request in by_sensor(self.shop).run_requests or []:
            self.launch(day, request, "refresh")
        return day

    def launch(self, day: Day, request: dg.RunRequest, job: str) -> None:
        if request.run_key and request.run_key in self.run_keys:
            return
        self.run_keys |= {request.run_key} if request.run_key else set()
        result = defs.resolve_job_def(job).execute_in_process(
            run_config=self.shop.config,
            instance=self.shop.instance,
            partition_key=request.partition_key,
            asset_selection=request.asset_selection,
            tags=dict(request.tags),
            raise_on_error=False,
        )
        day.runs.append((job, request.partition_key, result.success))


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with open_site() as site:
        yield site


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with open_mailbox() as box:
        monkeypatch.setenv("KYOKAI_ALERTS", box.address)
        yield box


@pytest.fixture
def season(shop: Shop, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Season]:
    """The draft is on the shelf and on the publisher's page."""
    config = tmp_path / "kyokai.toml"
    config.write_text(f'[fetch]\npage = "{site.url(PAGE)}"\ntries = 1\n', "utf-8")
    monkeypatch.setenv("KYOKAI_CONFIG", str(config))
    site.puts(PAGE, page(DRAFT))
    site.puts(PAGE + "draft.pdf", pdf((shop.raw / "kyokai_fy2023_summary.pdf").read_bytes()))
    with open_instance(shop.warehouse) as instance:
        yield Season(Shop(shop.raw, shop.warehouse, instance))


def restated_by_one(row: Mapping[str, str]) -> Mapping[str, str]:
    same = (row["measure_id"], int(row["fiscal_year"])) == RESTATED
    return {**row, "value": str(int(row["value"]) + 1)} if same else row


def editions_of(shop: Shop) -> list[str]:
    with duckdb.connect(str(shop.database), read_only=True) as connection:
        return [row[0] for row in connection.execute("from core.edition select edition_id order by all").fetchall()]


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_season(season: Season, site: Site, box: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = season.shop
    day = season.day()
    assert day.runs == [("fetch", None, True), ("refresh", "FY2023-draft", True)]
    published = fingerprint(shop.database)

    # Day 1: nothing new.
    day = season.day()
    assert day.runs == [("fetch", None, True)]
    assert len(day.skipped) == 4
    assert all("Every PDF in raw/ is in the warehouse" in words for words in day.skipped)
    assert fingerprint(shop.database) == published

    # Day 2: the final report appears on the page; one value of the draft is another one now.
    content = final(FY2023).mapped("membership", restated_by_one)
    made = typeset(Style(rules="none", newest_first=True), tmp_path / "made.pdf", content)
    site.puts(PAGE, page(DRAFT.replace("令和５", "令和４"), FINAL))
    site.puts(PAGE + "final.pdf", pdf(made.read_bytes()))
    day = season.day()
    assert day.runs == [("fetch", None, True), ("refresh", "FY2023", True)]
    assert season.day().runs == [("fetch", None, True)]
    with duckdb.connect(str(shop.database), read_only=True) as connection:
        editions = connection.execute("from core.edition select edition_id order by all").fetchall()
        ((release,),) = connection.execute("from meta.release select distinct release").fetchall()
        restated = connection.execute(
            "from marts.restatement select measure_id, fiscal_year, after - before where kind = 'restated'"
        ).fetchall()
    assert editions == [("FY2023",), ("FY2023-draft",)]
    assert restated == [(*RESTATED, 1)]
    assert release == 2
    note = (shop.warehouse / "releases" / "2.md").read_text("utf-8")
    assert (
        "average_standard_monthly_remuneration 2019 (restated, FY2023-draft) | 変更 Changed | 290592 | 290593" in note
    )
    # The shipped report is years old: told once, by the check that asks the calendar, and never again.
    (overdue,) = box.letters
    assert "overdue" in overdue["title"]
    published = fingerprint(shop.database)

    # Day 3: the page gives something broken, and somebody drops a broken file by hand.
    site.puts(PAGE, page('<a href="r6.pdf">令和６年度事業報告書 概要版</a>'))
    site.puts(PAGE + "r6.pdf", Reply(made.read_bytes()[:9000], kind="application/pdf"))
    (shop.raw / "dropped.pdf").write_text("<html>404</html>")
    day = season.day()
    assert day.runs == [("fetch", None, False)]
    assert fingerprint(shop.database) == published
    by_hand, fetched = sorted(box.letters[1:], key=lambda letter: "fetch" in letter["title"])
    assert "dropped.pdf" in by_hand["title"]
    assert "failed: fetch" in fetched["title"]
    assert "r6.pdf" in fetched["message"]
    assert "The published warehouse is unchanged" in fetched["message"]

    withdrawn_and_back(season, box, tmp_path, monkeypatch)


def withdrawn_and_back(season: Season, box: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = season.shop
    # Day 4: both broken files are taken away, and the final report is withdrawn.
    (shop.raw / "dropped.pdf").unlink()
    (report,) = [path for path in shop.raw.glob("*.pdf") if path.name != "kyokai_fy2023_summary.pdf"]
    report.rename(tmp_path / "away.pdf")
    by_partitions(shop)
    assert shop.instance.get_dynamic_partitions("editions") == ["FY2023-draft"]
    assert season.by_sensor().runs == [("refresh", None, True)]
    assert editions_of(shop) == ["FY2023-draft"]

    # Day 5: it is back, and the power fails while it is read; nobody has to do anything.
    (tmp_path / "away.pdf").rename(report)
    by_partitions(shop)
    (request,) = by_sensor(shop).run_requests or []
    cut_off = begun(shop, **request.tags, **{PROCESS_TAG: killed_process()})
    assert not by_sensor(shop).run_requests
    monitor(shop)
    season.failures.tick()
    assert status(shop, cut_off) is dg.DagsterRunStatus.FAILURE
    assert "The process that worked at this run is gone" in box.letters[-1]["message"]
    assert not by_sensor(shop).run_requests
    later = time.time() + FIRST_WAIT_S + 60
    monkeypatch.setattr(asking, "time", SimpleNamespace(time=lambda: later))
    assert season.by_sensor().runs == [("refresh", "FY2023", True)]
    assert editions_of(shop) == ["FY2023", "FY2023-draft"]
    assert sorted(shop.instance.get_dynamic_partitions("editions")) == ["FY2023", "FY2023-draft"]
    assert len(box.letters) == 4

    # Day 6: an erratum appears beside it. All editions stay; the year is read from the erratum.
    typeset(Style(), shop.raw / "errata.pdf", final(FY2023, erratum=True))
    (shop.raw / "errata.yml").write_text("url_missing_reason: test\nacknowledged:" + acknowledged(shop), "utf-8")
    by_partitions(shop)
    assert season.by_sensor().runs == [("refresh", "FY2023-r2", True)]
    assert season.by_sensor().runs == []
    assert sorted(shop.instance.get_dynamic_partitions("editions")) == ["FY2023", "FY2023-draft", "FY2023-r2"]
    with duckdb.connect(str(shop.database), read_only=True) as connection:
        latest = connection.execute("select edition_id from core.edition where is_latest_of_year").fetchall()
    assert latest == [("FY2023-r2",)]

    # The end: nothing runs, nothing is stuck, nothing is left to do, and everything shows the last release.
    season.failures.tick()
    assert len(box.letters) == 4
    assert shop.instance.get_runs(dg.RunsFilter(statuses=NOT_FINISHED_STATUSES)) == []
    assert make_plan(shop.raw, shop.warehouse).nothing_to_do
    assert behind(shop.warehouse) == []


def acknowledged(shop: Shop) -> str:
    """What the report contradicts itself in, accepted as in the sidecar of the draft."""
    return (shop.raw / "kyokai_fy2023_summary.yml").read_text("utf-8").partition("\nacknowledged:")[2]


def test_without_a_page_nobody_is_asked(season: Season, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KYOKAI_CONFIG")
    assert "No page is set" in str(by_fetch(season.shop).skip_message)
    assert site.asked == []
