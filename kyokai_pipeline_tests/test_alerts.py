"""Alerts reach a receiver, and those that do not are named without their secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apprise

from kyokai_pipeline import alerts
from kyokai_pipeline_tests.mailbox import open_mailbox

if TYPE_CHECKING:
    import pytest


def test_a_message_arrives_in_both_languages() -> None:
    with open_mailbox() as box:
        assert alerts.tell([box.address], "失敗 failed", "一行目\nline two") == []
        (letter,) = box.letters
    assert letter["title"] == "失敗 failed"
    assert letter["message"] == "一行目\nline two"


def test_nobody_is_told_without_an_address() -> None:
    assert alerts.tell([], "x", "y") == []


def test_a_receiver_that_refuses_is_named_and_the_others_are_told() -> None:
    with open_mailbox() as closed, open_mailbox() as box:
        closed.status = 500
        (failed,) = alerts.tell([closed.address, box.address], "x", "y")
        assert len(box.letters) == 1
    assert failed == f"json://127.0.0.1:{closed.server_port}…"


def test_the_path_of_a_webhook_is_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    class Down:
        def notify(self, **_: object) -> bool:
            return False

    monkeypatch.setattr(apprise.Apprise, "instantiate", lambda *_, **__: Down())
    urls = [
        "slack://TOKENA/TOKENB/TOKENC",
        "mailto://me:word@example.org",
        "jsons://hooks.example.org/T0/B0/secret?k=v",
    ]
    assert alerts.tell(urls, "x", "y") == ["slack://…", "mailto://example.org…", "jsons://hooks.example.org…"]


def test_what_is_no_address_is_named_without_what_follows() -> None:
    assert alerts.tell(["nothing://secret-word"], "x", "y") == ["nothing:… (not an address that Apprise knows)"]
