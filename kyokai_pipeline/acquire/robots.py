"""What a site asks of programs (robots.txt, RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

MOST_BYTES = 500_000
"""RFC 9309 lets a reader stop after 500 kibibytes."""
_LONGEST_WAIT = 60.0


@dataclass(frozen=True)
class Rules:
    """The wishes of one host.

    Attributes:
        address: Of its robots.txt.
        parser: What it says.
    """

    address: str
    parser: RobotFileParser

    def allows(self, url: str, agent: str) -> bool:
        """Whether ``url`` may be fetched by a program called ``agent``."""
        return self.parser.can_fetch(agent, url)

    def delay(self, agent: str) -> float:
        """Seconds to wait before a request, at most a minute."""
        return min(float(self.parser.crawl_delay(agent) or 0), _LONGEST_WAIT)


def parse(address: str, content: bytes) -> Rules:
    """The rules in the content of a robots.txt; an empty one allows everything."""
    parser = RobotFileParser(address)
    parser.parse(content[:MOST_BYTES].decode("utf-8", "replace").splitlines())
    return Rules(address, parser)
