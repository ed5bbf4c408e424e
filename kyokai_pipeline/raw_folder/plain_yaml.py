"""YAML as a sidecar needs it: values written out, a few levels deep. A few hundred bytes of YAML can mean gigabytes."""

from __future__ import annotations

from typing import Any

from kyokai_pipeline.messages import FaultyEntry

DEEPEST = 20
"""Levels of a sidecar; its own keys need four."""
LARGEST = 256
"""Bits of a whole number; one of thousands of digits cannot even be shown."""


def load(text: str) -> Any:
    """What a YAML text says.

    Raises:
        FaultyEntry: It is no YAML, stands for itself elsewhere (``&`` and ``*``), or goes too deep.
    """
    import yaml

    class Loader(yaml.SafeLoader):
        """Nothing is repeated by reference, and nothing needs a deep stack."""

        depth = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise FaultyEntry("yaml_alias")
            self.depth += 1
            if self.depth > DEEPEST:
                raise FaultyEntry("yaml_depth", most=DEEPEST)
            node = super().compose_node(parent, index)
            self.depth -= 1
            return node

        def construct_object(self, node: Any, deep: bool = False) -> Any:
            value = super().construct_object(node, deep)
            if isinstance(value, int) and value.bit_length() > LARGEST:
                raise ValueError(f"a number of {value.bit_length()} bits")
            return value

    try:
        return yaml.load(text.removeprefix("\ufeff"), Loader)
    except FaultyEntry:
        raise
    except RecursionError as error:  # the scanner sees a level before the composer does
        raise FaultyEntry("yaml_depth", most=DEEPEST) from error
    except Exception as error:  # 2024-13-45 is a ValueError, a number without digits an IndexError, and so on
        raise FaultyEntry("sidecar_no_yaml", reason=" ".join(str(error).split())) from error
