"""The rooms of `pipeline/` and the one way through them, as docs/architecture.md draws it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PIPELINE = Path(__file__).parents[1] / "pipeline"
ROOMS = sorted(file.parent.name for file in PIPELINE.glob("*/__init__.py"))
LONGEST = 400  # lines


def imports(file: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def rooms_used(room: str) -> set[str]:
    """The other rooms that the modules of a room import from."""
    names = (name.split(".") for file in (PIPELINE / room).rglob("*.py") for name in imports(file))
    return {name[1] for name in names if name[0] == "pipeline" and name[1] in ROOMS} - {room}


def test_no_room_leads_back_to_itself():
    order = list(TopologicalSorter({room: rooms_used(room) for room in ROOMS}).static_order())

    assert order.index("segmentation") < order.index("documents")
    assert order[-1] == "commands"


@pytest.mark.parametrize("room", ["segmentation", "numbers"])
def test_a_room_for_itself(room):
    assert not rooms_used(room)


def test_no_file_is_long():
    files = [
        file for suffix in ("py", "js", "css", "jinja") for file in PIPELINE.rglob(f"*.{suffix}")
    ]
    lengths = {str(file): len(file.read_text(encoding="utf-8").splitlines()) for file in files}

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
