"""Where a word stands: passages, initiatives, plans, indicators and figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.text import canonical

if TYPE_CHECKING:
    import duckdb

AROUND = 36
"""Characters of a text shown before and after a word."""

_TEXTS = """
SELECT 'initiative', edition_id, NULL, pillar, number::VARCHAR, title FROM core.initiative
UNION ALL
SELECT 'kpi', k.edition_id, f.page, k.pillar, k.kpi_id, k.initiative || '：' || k.statement
FROM core.kpi AS k LEFT JOIN evidence.figure AS f
    ON f.figure_id = coalesce(k.result_figure_id, k.target_figure_id)
UNION ALL
SELECT 'action_plan_item', edition_id, NULL, pillar, plan_term, concat_ws('：', theme, item) FROM core.action_plan_item
UNION ALL
SELECT 'figure', p.edition_id, p.page, p.pillar, p.figure_id, f.printed || '：' || p.sentence
FROM core.prose_figure AS p JOIN evidence.figure AS f USING (figure_id)
UNION ALL
SELECT 'figure', edition_id, page, NULL, figure_id, printed FROM evidence.figure
WHERE role = 'fact' AND core_table <> 'prose_figure'
UNION ALL
SELECT 'passage', edition_id, page, pillar, section, text FROM core.passage
"""


@dataclass(frozen=True)
class Hit:
    """One text that holds all words.

    Attributes:
        kind: initiative, kpi, action_plan_item, figure or passage.
        name: Number, kpi_id, plan term, figure_id or heading; null where there is none.
        text: The whole text.
        shown: The part around the first word.
    """

    kind: str
    edition_id: str
    page: int | None
    pillar: str | None
    name: str | None
    text: str
    shown: str

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def search(connection: duckdb.DuckDBPyConnection, asked: str, limit: int = 50) -> list[Hit]:
    """Texts that hold every word asked for, whatever its width; newest edition first, then in the order of the kinds.

    What a later edition of the same year says in the same words (the final report after its draft) is said once.

    Args:
        connection: A published warehouse.
        asked: Words parted by white space.
        limit: At most so many.
    """
    words = [canonical(word).lower() for word in asked.split() if canonical(word)]
    if not words:
        return []
    rows = connection.execute(
        f"SELECT t.*, e.fiscal_year FROM ({_TEXTS}) AS t (kind, edition_id, page, pillar, name, text)"
        " JOIN core.edition AS e USING (edition_id)"
        " ORDER BY e.fiscal_year DESC, e.is_draft, e.revision DESC,"
        " list_position(['initiative', 'kpi', 'action_plan_item', 'figure', 'passage'], t.kind), t.page, t.name, t.text"
    ).fetchall()
    found: list[Hit] = []
    first: dict[tuple[int, str, str], str] = {}
    for kind, edition, page, pillar, name, text, year in rows:
        folded = canonical(text).lower()
        if all(word in folded for word in words) and first.setdefault((year, kind, folded), edition) == edition:
            found.append(Hit(kind, edition, page, pillar, name, text, _around(text, words[0])))
        if len(found) == limit:
            break
    return found


def _around(text: str, word: str) -> str:
    """The part of a text in which a folded word stands."""
    for start in range(len(text)):
        if canonical(text[start:]).lower().startswith(word) and canonical(text[start]):
            end = start + len(word) + AROUND
            left = max(0, start - AROUND)
            return ("…" if left else "") + text[left:end].replace("\n", " ") + ("…" if end < len(text) else "")
    return text[: 2 * AROUND].replace("\n", " ")
