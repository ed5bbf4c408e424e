"""What is said when the publisher's site does not give a report: what, at which address, what would mend it."""

from __future__ import annotations

from kyokai_pipeline.errors import ReportError

_AGAIN = "Try again later, or download the PDF in a browser and run: kyokai add FILE.pdf --url ADDRESS"
_AGAIN_JA = "時間をおいて再試行するか、ブラウザで保存して kyokai add FILE.pdf --url アドレス を実行してください。"
_BY_HAND = "Check the address in a browser; a PDF saved there is added with: kyokai add FILE.pdf --url ADDRESS"
_BY_HAND_JA = "ブラウザでアドレスを確認してください。保存したPDFは kyokai add FILE.pdf --url アドレス で追加できます。"


def unusable_address(url: str, why: str, why_ja: str) -> ReportError:
    """An address that is none, or none that is asked for."""
    return ReportError(
        f"The address cannot be asked: {why}.",
        f"このアドレスは使えません。{why_ja}。",
        _BY_HAND,
        _BY_HAND_JA,
        file=url,
        code="address",
    )


def other_host(url: str, allowed: tuple[str, ...]) -> ReportError:
    """A link or a redirect that leads to a host nobody allowed."""
    hosts = ", ".join(allowed)
    return ReportError(
        f"The address leads to another host than {hosts}.",
        f"許可されていないホストに導かれます（許可：{hosts}）。",
        "If it is the publisher's too, add its name to fetch.allowed_hosts.",
        "公表元のホストであれば fetch.allowed_hosts に加えてください。",
        file=url,
        code="other_host",
    )


def forbidden(url: str, robots: str) -> ReportError:
    """robots.txt asks not to fetch this."""
    return ReportError(
        f"The site asks programs not to fetch this address ({robots}).",
        f"サイトの robots.txt が自動取得を認めていません（{robots}）。",
        _BY_HAND,
        _BY_HAND_JA,
        file=url,
        code="robots",
    )


def redirect_loop(visited: list[str]) -> ReportError:
    """Redirects that never arrive."""
    chain = " → ".join(visited)
    return ReportError(
        f"The redirects lead nowhere: {chain}.",
        f"転送が終わりません：{chain}",
        _BY_HAND,
        _BY_HAND_JA,
        file=visited[0],
        code="redirect_loop",
    )


def refused_by_server(url: str, status: int) -> ReportError:
    """An answer that will not change by asking again, such as 404."""
    gone = status in {404, 410}
    return ReportError(
        f"The server answers {status}" + (": there is nothing at this address (any more)." if gone else "."),
        f"サーバーの応答は {status} です" + ("（このアドレスには何もありません）。" if gone else "。"),
        "Look for the new address on the publisher's site, then set fetch.page or give it to kyokai fetch.",
        "公表元のサイトで新しいアドレスを探し、fetch.page に設定するか kyokai fetch に渡してください。",
        file=url,
        code="http_status",
        details={"status": status},
    )


def unavailable(url: str, why: str, tries: int, wait: float | None) -> ReportError:
    """The server could not answer however often it was asked."""
    later = f"; it asks to wait {wait:.0f} s" if wait else ""
    return ReportError(
        f"The server could not answer ({why}; tried {tries} times{later}).",
        f"サーバーから取得できませんでした（{why}、{tries}回試行）。",
        _AGAIN,
        _AGAIN_JA,
        file=url,
        code="unavailable",
        details={"tries": tries},
    )


def too_large(url: str, limit: float) -> ReportError:
    """More bytes than a report has."""
    return ReportError(
        f"The answer is larger than {limit / 1e6:g} MB.",
        f"取得しようとしたファイルが{limit / 1e6:g}MBを超えています。",
        "If it is the report, raise fetch.max_mb.",
        "報告書であれば fetch.max_mb を大きくしてください。",
        file=url,
        code="too_large",
    )


def too_slow(url: str, seconds: float) -> ReportError:
    """The answer never ended."""
    return ReportError(
        f"The answer was not complete after {seconds:g} s.",
        f"{seconds:g}秒たっても取得が終わりません。",
        "Try again later, or raise fetch.deadline_s.",
        "時間をおいて再試行するか、fetch.deadline_s を大きくしてください。",
        file=url,
        code="too_slow",
    )


def no_pdf(url: str, kind: str, beginning: str) -> ReportError:
    """Something else than a PDF, often a page that says why."""
    return ReportError(
        f"The address gives no PDF but {kind or 'something without a type'}.",
        f"PDFではないもの（{kind or '種類不明'}）が返されました。",
        "Give the address of the PDF itself; a page that links to it is asked with: kyokai fetch ADDRESS",
        "PDFそのもののアドレスを指定してください。リンク元のページは kyokai fetch アドレス で調べられます。",
        file=url,
        printed=beginning or None,
        code="no_pdf",
    )


def no_candidate(url: str, wanted: str, title: str, found: list[str]) -> ReportError:
    """A page that does not link to a report: it has changed, or moved."""
    listed = "".join(f"\n    {line}" for line in found) or " none なし"
    return ReportError(
        f"The page links to no PDF that fits {wanted}; it has changed, or is another one. PDFs it links to:{listed}",
        f"ページに該当するPDF（{wanted}）へのリンクがありません。ページが変わった可能性があります。",
        "Look at the page; then mend fetch.page or fetch.link_words, or give the PDF's address to kyokai fetch.",
        "ページを確認し、fetch.page・fetch.link_words を直すか、PDFのアドレスを kyokai fetch に渡してください。",
        file=url,
        printed=title or None,
        code="page_changed",
        details={"found": found},
    )


def several_candidates(url: str, wanted: str, found: list[str]) -> ReportError:
    """A page on which more than one link may be the report."""
    listed = "".join(f"\n    {line}" for line in found)
    return ReportError(
        f"The page links to {len(found)} PDFs that fit {wanted}:{listed}",
        f"該当するPDF（{wanted}）が{len(found)}件あり、一つに決まりません。",
        "Give the right one's address to kyokai fetch, or tell them apart by fetch.link_words and fetch.not_words.",
        "正しいPDFのアドレスを kyokai fetch に渡すか、fetch.link_words・fetch.not_words で区別してください。",
        file=url,
        code="several_candidates",
        details={"found": found},
    )
