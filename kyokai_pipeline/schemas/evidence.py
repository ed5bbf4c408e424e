"""The evidence tables: every page and every number printed on it."""

from __future__ import annotations

from kyokai_pipeline.schemas import base as c
from kyokai_pipeline.schemas.base import Day, Maybe, Number, Real, Table, Text, Whole, table


@table(
    "evidence.page",
    ja="ページ（見える範囲の大きさと見出し）。",
    en="Pages: size of the visible page and its heading.",
    key=(
        "edition_id",
        "page",
    ),
)
class Page(Table):
    """Pages."""

    edition_id: Text = c.edition_id()
    page: Whole = c.whole("ページ（ファイルの先頭から）", "Page, counted from the start of the file", ge=1)
    width: Real = c.points("幅", "Width")
    height: Real = c.points("高さ", "Height")
    title: Text = c.text("見出し", "Its heading", nullable=True)
    unseen_characters: Whole = c.whole(
        "目に見えない文字の数（白い文字、覆われた文字など。読み取らない）",
        "Characters that nobody sees (white, covered, clipped and so on); they are not read",
        ge=0,
    )


@table(
    "evidence.figure",
    ja="紙面のすべての数値：位置、印字、読み、役割。",
    en="Every printed number: place, text as printed, reading and role.",
    key=("figure_id",),
    together=(("value", "quantum"),),
)
class Figure(Table):
    """Figures."""

    figure_id: Text = c.figure("数値の識別子", "Figure: edition, page, number in reading order")
    edition_id: Text = c.edition_id()
    page: Whole = c.whole("ページ", "Page", ge=1)
    x0: Real = c.points("左", "Left side")
    top: Real = c.points("上", "Upper side")
    x1: Real = c.points("右", "Right side")
    bottom: Real = c.points("下", "Lower side")
    printed: Text = c.text("印字のまま", "Text as printed")
    value: Number = c.number("値（基本単位）", "Value in base units", kept=c.ANY_NUMBER, nullable=True)
    unit: Text = c.text("基本単位", "Base unit", nullable=True)
    quantum: Number = c.quantum(kept=c.ANY_NUMBER, nullable=True)
    role: Text = c.text(
        "役割（fact は収録値、空は未説明）", "Role: fact, or why it is none; null is unexplained", nullable=True
    )
    core_table: Text = c.text("使っている core の表", "The core table that uses it", nullable=True)
    reason: Text = c.text("役割の理由", "Why it has this role", nullable=True)
    marks: Text = c.text(
        "数値に添えた印（※1、*、1)、(注)、r、速など。印字のまま）",
        "Marks printed beside it (※1, *, 1), (注), r, 速), as printed; they are no digits of it",
        nullable=True,
    )
    read_by: Text = c.text(
        "読み方（reader は表の形から、hand は人の入力。どちらも紙面の印字に一致。収録値のみ）",
        "How it was read: by the reader from the layout, or entered by hand and found on the page; facts only",
        isin=["reader", "hand"],
        nullable=True,
    )
    entered_by: Text = c.text("入力した人（hand のみ）", "Who entered it; hand only", nullable=True)
    entered_on: Day = c.day("入力した日（hand のみ）", "The day it was entered; hand only", nullable=True)
    seen: Text = c.text(
        "紙面の見た目との照合（agrees は一致、not_checked は照合できず。収録値のみ）",
        "Whether its digits look on the page like what its text says: agrees, not_checked; facts only",
        isin=["agrees", "not_checked"],
        nullable=True,
    )
    engines_agree: Maybe = c.flag(
        "二つのPDFエンジンが同じ数字を読んだか（収録値のみ）",
        "Whether two PDF engines read the same digits; facts only",
        nullable=True,
    )


@table(
    "evidence.unnamed_word",
    ja="語彙にない指標・具体的施策・行見出し。仮の識別子で取り込み、警告する。",
    en="Indicators, initiatives and row labels that no term of the vocabulary explains: loaded under provisional ids.",
    key=("edition_id", "kind", "term_id"),
    may_be_empty=True,
)
class UnnamedWord(Table):
    """Words that no term explains."""

    edition_id: Text = c.edition_id()
    kind: Text = c.text("種別", "What it is", isin=["indicator", "initiative", "row"])
    term_id: Text = c.text("仮の識別子", "Provisional id", str_matches=r"^new_[0-9a-f]{8}$")
    core_table: Text = c.text("使っている core の表", "The core table that holds it")
    text: Text = c.text("印字のまま", "Text as printed")
    nearest: Text = c.text("最も近い既知の語", "The known term that is most like it", nullable=True)
    page: Whole = c.whole("ページ", "Page", ge=1)
    x0: Real = c.points("左", "Left side")
    top: Real = c.points("上", "Upper side")
    x1: Real = c.points("右", "Right side")
    bottom: Real = c.points("下", "Lower side")
