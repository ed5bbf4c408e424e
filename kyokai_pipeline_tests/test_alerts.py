"""Alerts reach a receiver, and those that do not are named without their secrets."""

from __future__ import annotations

from kyokai_pipeline import alerts
from kyokai_pipeline_tests.mailbox import open_mailbox


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
    assert str(closed.server_port) in failed
    assert "secret-word" not in failed


def test_what_is_no_address_is_named_without_what_follows() -> None:
    assert alerts.tell(["nothing://secret-word"], "x", "y") == ["nothing:… (not an address that Apprise knows)"]
