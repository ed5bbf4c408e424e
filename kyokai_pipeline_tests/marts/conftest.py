from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline_tests.marts.by_hand import ByHand

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def core() -> Iterator[ByHand]:
    """Empty tables to be filled by hand."""
    by_hand = ByHand()
    yield by_hand
    by_hand.connection.close()
