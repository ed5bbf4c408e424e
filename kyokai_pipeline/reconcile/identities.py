"""The identities of vocabulary/identities.yml: what must hold between printed figures, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kyokai_pipeline.marts import tables_read
from kyokai_pipeline.reconcile.formula import BadClaim, Claim, read_claim
from kyokai_pipeline.vocabulary.keys import packaged

_OPTIONAL = {"missing", "blocks"}
_KEYS = {"id", "group", "ja", "en", "select", "claim"} | _OPTIONAL


@dataclass(frozen=True)
class Identity:
    """One identity.

    Attributes:
        identity_id: Stable id; acknowledgements name it.
        group: What it is about, for printing.
        select: SQL over core tables, one row an evaluation: edition_id, subject, operands, and ``form`` where
            the identity makes several claims.
        claims: Form -> claim; a single claim has the form ``""``.
        missing: Operand -> why it can be null (ja / en).
        blocks: Whether a contradiction keeps an edition from being published. Between editions it does not: a
            later edition may restate what an earlier one said, and both are kept (marts.restatement).
        reads: ``schema.table`` names that the select reads.
    """

    identity_id: str
    group: str
    description_ja: str
    description_en: str
    select: str
    claims: dict[str, Claim]
    reads: tuple[str, ...]
    missing: dict[str, str] = field(default_factory=dict)
    blocks: bool = True


@cache
def identities() -> tuple[Identity, ...]:
    """All identities, in the order of the file."""
    found = tuple(read_identity(entry) for entry in packaged("identities.yml"))
    names = [identity.identity_id for identity in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"identities.yml: the same id stands twice: {', '.join(sorted(twice))}")
    return found


def read_identity(entry: dict[str, Any]) -> Identity:
    """Understand one entry of the file.

    Raises:
        ValueError: A key is missing or unknown, or a claim is not understood.
    """
    name = entry.get("id", "?")
    if set(entry) - _KEYS or _KEYS - _OPTIONAL - set(entry):
        raise ValueError(
            f"identities.yml, {name}: the keys are {', '.join(sorted(_KEYS))}; only missing and blocks may be left out"
        )
    claims = entry["claim"] if isinstance(entry["claim"], dict) else {"": entry["claim"]}
    try:
        read = {form: read_claim(claim) for form, claim in claims.items()}
    except BadClaim as error:
        raise ValueError(f"identities.yml, {name}: {error}") from error
    return Identity(
        name,
        entry["group"],
        entry["ja"],
        entry["en"],
        entry["select"],
        read,
        tables_read(entry["select"]),
        entry.get("missing", {}),
        entry.get("blocks", True),
    )
