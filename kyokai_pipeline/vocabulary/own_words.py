"""The project's own words: ``kyokai_vocabulary.yml`` beside ``kyokai.toml``, added to those of the package.

Belongs here: reading that file, checking its entries one by one, and writing entries into it. Does not belong here:
whether two of them clash (clashes.py), and what an entry should say (report/naming.py).
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import paths
from kyokai_pipeline.japanese.numbers import BASE_UNITS
from kyokai_pipeline.messages import Phrase, phrase
from kyokai_pipeline.vocabulary.clashes import NAME, check_clashes, refused
from kyokai_pipeline.vocabulary.keys import INITIATIVE, KPI, ROW, check_keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LISTS = ("says", "not", "forms", "formerly")
_KINDS = {**dict.fromkeys(_LISTS, list), **dict.fromkeys(("reference", "remark", "optional"), bool)}
"""What a value is where it is no text and no year."""
_YEARS = ("since", "until")
_NEEDED = {"kpis": {"id", "says", "unit"}, "rows": {"table", "id", "forms", "unit"}}
_ID = re.compile(r"[a-z][a-z0-9_]{2,60}")
_PLACEHOLDER = re.compile(r"new_(?:id|name)", re.IGNORECASE)
_PROVISIONAL = re.compile(r"new_[0-9a-f]{8}")


def own_file() -> Path:
    """Where the project's own words are; it need not be there."""
    config = os.environ.get("KYOKAI_CONFIG")
    return (Path(config).expanduser().absolute().parent if config else paths.project()) / NAME


def own_words(package: Mapping[str, Any]) -> dict[str, Any]:
    """The indicators, initiatives and rows of the project's own file, checked; all empty where there is no file.

    Args:
        package: What the package itself says (``vocabulary.package_words``).

    Raises:
        ReportError: The file cannot be read, has an unknown key, an entry that lacks something, or one that clashes
            with the package or with another entry.
    """
    import yaml

    path = own_file()
    if not path.is_file():
        return {"kpis": [], "initiatives": {}, "rows": []}
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise refused(phrase("own_words_unreadable", reason=str(error).splitlines()[0])) from error
    return checked(data, package)


def checked(data: Any, package: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a file of own words, once nothing is wrong with it.

    Raises:
        ReportError: As ``own_words`` says.
    """
    _mapping(data, phrase("own_words_file"))
    kpis, initiatives, rows = data.get("kpis") or [], data.get("initiatives") or {}, data.get("rows") or []
    _mapping(initiatives, "initiatives")
    pillars = {key: [INITIATIVE] for key in package["pillars"]}
    check_keys(data, NAME, {"kpis": [KPI], "initiatives": pillars, "rows": [ROW]})
    for pillar, listed in initiatives.items():
        if not isinstance(listed, list):
            raise refused(phrase("own_words_value", key=pillar, entry="initiatives"), str(listed))
    for section, entries in (("kpis", kpis), ("rows", rows)):
        for entry in entries:
            _check_entry(entry, section)
    own = {"kpis": kpis, "initiatives": initiatives, "rows": rows}
    check_clashes(own, package)
    return own


def _check_entry(entry: Any, section: str) -> None:
    """An entry by itself: it has what it needs, of the right kind, and an id."""
    _mapping(entry, section)
    name = str(entry.get("id"))
    if lacking := sorted(_NEEDED[section] - entry.keys()):
        raise refused(phrase("own_words_lacks", entry=name, lacking=lacking), name)
    for key, value in entry.items():
        if key not in _YEARS and (not isinstance(value, _KINDS.get(key, str)) or value == []):
            raise refused(phrase("own_words_value", key=key, entry=name), str(value))
    if entry["unit"] not in BASE_UNITS.values():
        why = phrase("own_words_unit", entry=name, unit=entry["unit"], known=sorted(set(BASE_UNITS.values())))
        raise refused(why, entry["unit"])
    if not _ID.fullmatch(name) or _PLACEHOLDER.fullmatch(name):
        raise refused(phrase("own_words_id", entry=name), name)
    for former in entry.get("formerly", ()):
        if not _PROVISIONAL.fullmatch(str(former)):
            raise refused(phrase("own_words_formerly", entry=name, former=str(former)), str(former))


def _mapping(data: Any, place: str | Phrase) -> None:
    if not isinstance(data, dict):
        raise refused(phrase("own_words_form", place=place), str(data))


def add(
    kpis: Sequence[Mapping[str, Any]],
    initiatives: Mapping[str, Sequence[str]],
    package: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]] = (),
) -> Path:
    """Write more entries into the project's own file, which is checked with them before it is replaced.

    Returns:
        The file.

    Raises:
        ReportError: As ``own_words`` says; the file stays as it was.
    """
    import yaml

    before = own_words(package)
    merged = {key: [*names] for key, names in before["initiatives"].items()}
    for pillar, names in initiatives.items():
        merged.setdefault(pillar, []).extend(names)
    data = {"kpis": [*before["kpis"], *map(dict, kpis)], "initiatives": merged}
    data |= {"rows": [*before["rows"], *map(dict, rows)]} if before["rows"] or rows else {}
    checked(data, package)
    path = own_file()
    head = f"# Our own words, added to those of the package: kyokai propose --write. {NAME}\n"
    work = path.with_name(f".{path.name}.new")
    work.write_text(head + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")
    work.replace(path)
    return path
