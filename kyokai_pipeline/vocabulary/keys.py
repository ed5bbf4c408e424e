"""The keys that each YAML file of the package may have: a mistyped one is named with the nearest, never passed over.

Belongs here: the shape of each file. Does not belong here: what its words mean.
"""

from __future__ import annotations

import difflib
from importlib.resources import files
from typing import Any

from kyokai_pipeline.errors import ReportError, Where, refuse

ANY: Any = None
"""What stands there has no keys of ours."""
EACH = "*"
"""As the only key of a shape: keys are names, and this is the shape of what each of them holds."""
_EARLIEST, _LATEST = 2008, 2100
"""The association was founded in October 2008."""
_TIMES = dict.fromkeys(("since", "until", "optional"), ANY)
_TERMS = {EACH: {"forms": ANY, **_TIMES}}
_WORDS = dict.fromkeys(("ja", "en"), ANY)


def _keys(*names: str, **shapes: Any) -> dict[str, Any]:
    return {**dict.fromkeys(names, ANY), **shapes}


KPI = _keys("id", "says", "not", "unit", "reference", "remark", "formerly", "printed_units", **_TIMES)
INITIATIVE = _keys("name", **_TIMES)
ROW = _keys("table", "id", "ja", "en", "forms", "unit", "formerly", **_TIMES)
_TABLE = _keys(
    "id", "core", "ja", "groups", "blank", "rate", "unit", "nested",
    fields=_keys("group", "row", "column", "value", "total"),
    columns=_keys("kind", "at_least", "total", words=_TERMS), rows=_TERMS, **_TIMES,
)  # fmt: skip
SHAPES: dict[str, Any] = {
    "codes.yml": {EACH: ANY},
    "events.yml": [_keys("id", "month", "ja", "en", "says", "measures")],
    "facts.yml": _keys(
        "units",
        patterns=_keys(
            "rise", "fall", "change", "previous", "dated", "period", "period_behind", "threshold", "target",
            "target_then",
        ),
        kinds={EACH: ANY},
        facts=[_keys("id", "ja", "en", "units", "says", "then", "section")],
    ),
    "identities.yml": [_keys("id", "group", "ja", "en", "select", "claim", "missing", "blocks")],
    "japanese_views.yml": {EACH: _keys("table", "columns")},
    "known_contradictions.yml": [_keys("fiscal_year", "identity", "subject", "expect", "ja", "en")],
    "kpi_labels.yml": {EACH: _keys("ja", "en", "redefines")},
    "kpis.yml": _keys(
        "statuses", "undecided", "beside", "same_words",
        heads=_keys("initiative", "statement", "target", "result", "status"),
        pillars={EACH: _keys("ja", "en", "forms")}, initiatives={EACH: [INITIATIVE]}, kpis=[KPI],
    ),
    "measure_notes.yml": {EACH: _keys("kind", "says", "sum", "label", "unit")},
    "measures.yml": [_keys("id", "ja", "en", "unit", "forms", "printed_units")],
    "meta_tables.yml": {EACH: _keys("ja", "en", "key", "columns")},
    "outline.yml": _keys("reference", "chapter", "initiatives", "plan", "theme", "item", "bullets"),
    "relations.yml": _keys("initiatives", relations=[_keys("kind", "kpi", "measure", "of", "identity")]),
    "roles.yml": _keys(
        "parts", rules=[_keys("role", "ja", "en", "text", "word", "labels", "places")], asides={EACH: _WORDS}
    ),
    "tables.yml": _keys(
        "rate_rows",
        "placeholders",
        "of_another_row",
        ignore=_keys("columns", "row_numbers", "rows", "number_rows"),
        tables=[_TABLE],
    ),
    "words.yml": {EACH: _WORDS},
}  # fmt: skip
"""File -> its shape: a mapping of keys to shapes, a list of one shape, or ANY."""


def packaged(name: str, package: str = __package__) -> Any:
    """What a YAML file of the package holds, its keys checked.

    Args:
        name: One of SHAPES.
        package: Where it lies.

    Raises:
        ReportError: As ``check_keys`` says.
    """
    import yaml

    # The C parser, where PyYAML was built with it, takes a tenth of the time in each of many processes.
    parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(files(package).joinpath(name).read_text(encoding="utf-8"), Loader=parser)
    check_keys(data, name)
    return data


def check_keys(data: Any, file: str, shape: Any = ANY) -> None:
    """Every mapping of a file has known keys only.

    Args:
        data: What the file holds.
        file: Its name.
        shape: None: the one of that name in SHAPES.

    Raises:
        ReportError: A key that is none; the nearest one is named.
    """
    _check(data, SHAPES[file] if shape is None else shape, file, "")


def _check(data: Any, shape: Any, file: str, at: str) -> None:
    if isinstance(shape, list) and isinstance(data, list):
        for number, item in enumerate(data, 1):
            _check(item, shape[0], file, f"{at}[{_name(item, number)}]")
    elif isinstance(shape, dict) and isinstance(data, dict):
        for key, value in data.items():
            if EACH not in shape and key not in shape:
                raise _unknown(str(key), shape, file, at)
            _check(value, shape.get(key, shape.get(EACH)), file, f"{at}.{key}".lstrip("."))
        if shape.keys() >= _TIMES.keys():
            _check_years(data, file, at)


def _check_years(entry: dict[str, Any], file: str, at: str) -> None:
    """``since`` and ``until`` are years, and one is not after the other."""
    for key in ("since", "until"):
        if key in entry and (type(entry[key]) is not int or not _EARLIEST <= entry[key] <= _LATEST):
            raise _no_year(entry[key], file, f"{at}.{key}", "year")
    if entry.get("since", 0) > entry.get("until", _LATEST):
        raise _no_year(entry["until"], file, f"{at}.until", "order")


def _no_year(value: object, file: str, place: str, kind: str) -> ReportError:
    where = Where(file=file, printed=str(value))
    return refuse("vocabulary_years", where, place=place, value=str(value), kind=kind)


def _name(item: Any, number: int) -> str:
    """How an entry of a list is told from the others."""
    named = item if isinstance(item, dict) else {}
    return str(named.get("id") or named.get("name") or named.get("role") or number)


def _unknown(key: str, shape: dict[str, Any], file: str, at: str) -> ReportError:
    near = difflib.get_close_matches(key, shape, 1)
    known = ", ".join(shape)
    place = f"{at}.{key}".lstrip(".")
    return refuse(
        "vocabulary_key", Where(file=file, printed=key), place=place, nearest=near[0] if near else None, known=known
    )
