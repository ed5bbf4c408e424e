"""The picture of the rooms in docs/architecture*.md: ``python -m kyokai_pipeline_tests.drawings FILE…`` draws it."""

from __future__ import annotations

import sys
from pathlib import Path

import grimp

PACKAGE = "kyokai_pipeline"
_BEGIN, _END = "<!-- rooms: begin -->", "<!-- rooms: end -->"


def drawn(document: str) -> str:
    """The document with its picture drawn anew.

    Raises:
        ValueError: It has no place for the picture.
    """
    before, begin, rest = document.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"the document has no {_BEGIN} … {_END}")
    return f"{before}{begin}\n{rooms()}{end}{after}"


def rooms() -> str:
    """Imports between the rooms of the package; what follows from two other arrows is left out."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None, exclude_type_checking_imports=True)
    names = {module: module.removeprefix(f"{PACKAGE}.") for module in graph.find_children(PACKAGE)}
    for module in names:
        graph.squash_module(module)
    imports = {
        name: {names[found] for found in graph.find_modules_directly_imported_by(module) if found in names} - {name}
        for module, name in names.items()
    }
    arrows = [
        f"    {name} --> {imported}"
        for name in sorted(imports)
        for imported in sorted(imports[name])
        if not any(imported in _reached(imports, other) for other in imports[name] - {imported})
    ]
    return "\n".join(["```mermaid", "flowchart TB", *arrows, "```", ""])


def _reached(imports: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        for name in imports[ahead.pop()] - found:
            found.add(name)
            ahead.append(name)
    return found


if __name__ == "__main__":
    for target in map(Path, sys.argv[1:]):
        target.write_text(drawn(target.read_text("utf-8")), "utf-8")
