"""What an installation may set: when to look, where to fetch, whom to tell, what a file may cost. All has a default.

Read from ``kyokai.toml`` in the project folder, else from ``[tool.kyokai]`` of its pyproject.toml; ``KYOKAI_CONFIG``
names another file. All of it may be left out.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from dataclasses import dataclass, field, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.messages import Phrase, phrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

CONFIG_VARIABLE = "KYOKAI_CONFIG"
ALERTS_VARIABLE = "KYOKAI_ALERTS"
SHARED_VARIABLE = "KYOKAI_SHARED"
EXECUTORS = ("in_process", "multiprocess")


@dataclass(frozen=True)
class Schedule:
    """When ``annual_refresh`` looks.

    Attributes:
        cron: Five fields, in Tokyo's time. The default is the 1st and 15th, 9:00, from July to October: the report
            appears in summer, on no fixed day.
    """

    cron: str = "0 9 1,15 7-10 *"


@dataclass(frozen=True)
class Freshness:
    """When an edition is late.

    Attributes:
        due: Month and day, e.g. ``10-31``, by which the report of the fiscal year that ended in March is expected.
    """

    due: str = "10-31"

    def expected(self, today: date) -> int:
        """The newest fiscal year whose report should be there on ``today``."""
        month, day = map(int, self.due.split("-"))
        return today.year - (1 if (today.month, today.day) > (month, day) else 2)


@dataclass(frozen=True)
class Fetch:
    """Where a new edition is looked for, and how politely.

    Attributes:
        page: Address of the publisher's page that lists the reports; none: only direct addresses can be fetched.
        link_words: Words that all stand in the text of a link to the report, in the heading above it or in its address.
        not_words: Words of which none may stand in its text or address.
        allowed_hosts: Hosts from which a page or a file may come, also after a redirect; empty: the host asked for.
        private_hosts: Names that may lead to a private address, as inside a company; no publisher's does.
        cron: When ``annual_fetch`` asks the page, once it is switched on; by default an hour before ``annual_refresh``
            looks into raw/.
        user_agent: Who asks.
        timeout_s: For connecting and for every wait for more bytes, seconds.
        deadline_s: For one document as a whole, seconds.
        max_mb: No larger file is taken.
        tries: How often a request is tried that the server could not answer for now.
        terms: Written into the sidecar of what was fetched.
    """

    page: str | None = None
    link_words: tuple[str, ...] = ("事業報告書", "概要")
    not_words: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    private_hosts: tuple[str, ...] = ()
    cron: str = "0 8 1,15 7-10 *"
    user_agent: str = "kyokai-pipeline (annual report to DuckDB; one request at a time)"
    timeout_s: float = 20.0
    deadline_s: float = 300.0
    max_mb: float = 100.0
    tries: int = 4
    terms: str = "Text and figures are the association's (全国健康保険協会); name the source. 出典を明記してください。"


@dataclass(frozen=True)
class Alerts:
    """Whom to tell of a failed or refused refresh.

    Attributes:
        urls: Addresses as Apprise writes them, e.g. ``json://host/path``, ``mailto://…``; none: nobody is told.
            ``KYOKAI_ALERTS`` (separated by spaces) takes their place: addresses often hold a password.
    """

    urls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Execution:
    """How Dagster executes a run.

    Attributes:
        executor: ``in_process`` or ``multiprocess``; a run started in the launchpad may say otherwise.
        ui: Where the screen is reached; alerts link to the run there.
    """

    executor: str = "in_process"
    ui: str = "http://127.0.0.1:3000"


@dataclass(frozen=True)
class Limits:
    """How much one file may cost before it is refused; the others are read all the same.

    Attributes:
        seconds: Computing time for one file, both engines together.
        memory_mb: Memory of the process that reads it (kept where the system can: Linux).
        file_mb: Size of the file.
        pages: Pages of the file.
        objects: Objects on one page: texts, paths, pictures.
    """

    seconds: int = 60
    memory_mb: int = 1000
    file_mb: int = 200
    pages: int = 2000
    objects: int = 400_000


@dataclass(frozen=True)
class Shared:
    """What several machines share.

    Attributes:
        url: ``s3://bucket/folder`` or ``file:///folder``; none: the two folders of this machine are all there is.
            ``KYOKAI_SHARED`` takes its place. Credentials are the library's own: ``AWS_ACCESS_KEY_ID``, a role, ….
    """

    url: str | None = None


@dataclass(frozen=True)
class Settings:
    """Everything that may be set."""

    schedule: Schedule = field(default_factory=Schedule)
    freshness: Freshness = field(default_factory=Freshness)
    fetch: Fetch = field(default_factory=Fetch)
    alerts: Alerts = field(default_factory=Alerts)
    dagster: Execution = field(default_factory=Execution)
    limits: Limits = field(default_factory=Limits)
    shared: Shared = field(default_factory=Shared)


def limits() -> Limits:
    """What one file may cost, by the settings of this project.

    Raises:
        ReportError: The settings cannot be used.
    """
    return _kept(paths.project(), os.environ.get(CONFIG_VARIABLE)).limits


def shared_url() -> str | None:
    """Where several machines meet, by the environment or by the settings of this project.

    Raises:
        ReportError: The settings cannot be used.
    """
    named = os.environ.get(SHARED_VARIABLE)
    return named if named is not None else _kept(paths.project(), os.environ.get(CONFIG_VARIABLE)).shared.url


@cache
def _kept(project: Path, _: str | None) -> Settings:
    return load_settings(project)


def load_settings(project: Path) -> Settings:
    """Read the settings.

    Args:
        project: Folder in which kyokai.toml or pyproject.toml may lie.

    Raises:
        ReportError: The file cannot be read, or holds an unknown key or a value of the wrong kind.
    """
    path, content = _content(project)
    settings: Settings = _section(path, Settings, content, "")
    alerts = os.environ.get(ALERTS_VARIABLE)
    if alerts is not None:
        settings = replace(settings, alerts=Alerts(tuple(alerts.split())))
    return settings


def _content(project: Path) -> tuple[Path, dict[str, Any]]:
    named = os.environ.get(CONFIG_VARIABLE)
    for path in [Path(named).expanduser()] if named else [project / "kyokai.toml", project / "pyproject.toml"]:
        if not path.is_file() and not named:
            continue
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise _refuse(path, phrase("settings_unread", reason=error)) from error
        own = content.get("tool", {}).get("kyokai", {}) if path.name == "pyproject.toml" else content
        return path, own
    return project / "kyokai.toml", {}


def _section(path: Path, kind: Any, content: Any, name: str) -> Any:
    if not isinstance(content, dict):
        raise _refuse(path, phrase("settings_no_section", name=name))
    known = get_type_hints(kind)
    given: dict[str, Any] = {}
    for key, value in content.items():
        full = f"{name}.{key}" if name else key
        if key not in known:
            near = next(iter(difflib.get_close_matches(key, known, 1)), None)
            raise _refuse(path, phrase("settings_unknown_key", key=full, near=near, known=list(known)), key)
        given[key] = _value(path, full, known[key], value)
    return kind(**given)


def _value(path: Path, name: str, kind: Any, value: Any) -> Any:
    if is_dataclass(kind):
        return _section(path, kind, value, name)
    if kind == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
    elif _FITS[str if kind == str | None else kind](value):
        if name == "freshness.due" and not _is_day(value):
            raise _refuse(path, phrase("settings_day"), value)
        if name == "dagster.executor" and value not in EXECUTORS:
            raise _refuse(path, phrase("settings_executor", known=EXECUTORS), value)
        return value
    raise _refuse(path, phrase("settings_kind", name=name), str(value))


_FITS: dict[type, Callable[[Any], bool]] = {
    str: lambda value: isinstance(value, str),
    bool: lambda value: isinstance(value, bool),
    int: lambda value: type(value) is int and value > 0,
    float: lambda value: type(value) in {int, float} and value > 0,
}


def _is_day(text: str) -> bool:
    found = re.fullmatch(r"(\d\d)-(\d\d)", text)
    return found is not None and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 31


def _refuse(path: Path, why: Phrase, printed: str | None = None) -> ReportError:
    return refuse("settings", Where(file=path.name, printed=printed), why=why, file=path.name)
