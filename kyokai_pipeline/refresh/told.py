"""What a plan comes to, in words: the same at the terminal, in ``kyokai status`` and in Dagster's sensors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kyokai_pipeline.refresh.plan import Plan

UP_TO_DATE = "最新です。新しいPDFはありません。 Up to date: every PDF in raw/ is in the warehouse."


def state_of(plan: Plan) -> list[str]:
    """One sentence for everything that is to be done, Japanese and English; ``UP_TO_DATE`` where nothing is."""
    said = [f"{edition}: 未取込 not read yet." for edition in plan.to_read]
    said += [
        f"{edition}: PDFがraw/にありません。次の公開で除かれます。 No longer in raw/, leaves with the next publish."
        for edition in plan.withdrawn
    ]
    if plan.nothing_left:
        said.append(
            "公開中の版のPDFが一つもありません。公開は変わりません。"
            " No PDF of any published edition is left; what is published stays."
        )
    elif not said and not plan.papers and not plan.refused and not plan.staged:
        said.append("PDFがありません。 There is no PDF in raw/.")
    elif not said and plan.is_held and not plan.is_published:
        said.append("前のリリースに戻した状態です。 Rolled back; kyokai rollback undoes it.")
    elif not said and plan.staged and not plan.is_published:
        said.append("読み取り済み・未公開です。 Read, not published yet.")
    elif not said and plan.staged:
        said.append(UP_TO_DATE)
    said += [f"{name}: 拒否 refused: {problems[0].what}" for name, problems in plan.refused.items()]
    return said
