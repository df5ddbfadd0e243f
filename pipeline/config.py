"""The effective settings: defaults, then translate.toml, then the command line."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError

FILE = "translate.toml"
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run may be told. `origins` says where each setting comes from, by name."""

    output: Path = Path("output")
    glossary: tuple[Path, ...] = (Path("glossary"),)
    model: str = "auto"
    formats: tuple[str, ...] = ("html", "po", "tsv", "txt")
    download: bool = False
    offline: bool = False
    strict: bool = False
    allow_sample: bool = False
    translator: str = ""
    checks: tuple[tuple[str, str], ...] = ()
    root: Path = Path()
    file: Path | None = None
    origins: tuple[tuple[str, str], ...] = ()

    def origin(self, name: str) -> str:
        """`default`, `translate.toml:4` or `command line`."""
        return dict(self.origins).get(name, DEFAULT)


HIDDEN = ("root", "file", "origins")
NAMES = tuple(field.name for field in fields(Settings) if field.name not in HIDDEN)
SEVERITIES = ("error", "warning", "look", "off")


def load(folder: Path, options: Mapping[str, Any]) -> Settings:
    """The settings that hold in `folder`; an option that is None was not given.

    Raises:
        UsageError: translate.toml cannot be read, or holds what we don't know.
    """
    file = find(folder)
    settings = _from_file(file) if file else Settings(root=folder)
    given = {name: value for name, value in options.items() if value is not None}
    origins = dict(settings.origins) | dict.fromkeys(given, "command line")
    return replace(settings, **given, origins=tuple(sorted(origins.items())))


def find(folder: Path) -> Path | None:
    """The nearest translate.toml, from `folder` upwards."""
    for parent in (folder.absolute(), *folder.absolute().parents):
        if (parent / FILE).is_file():
            return parent / FILE
    return None


def _from_file(file: Path) -> Settings:
    text, table = _parse(file)
    root = file.parent
    values: dict[str, Any] = {}
    for name, value in table.items():
        line = _line(text, name)
        if name not in NAMES:
            known = ", ".join(NAMES)
            raise UsageError(
                f"unknown setting {name!r}", path=file, line=line, hint=f"Known: {known}."
            )
        values[name] = _value(name, value, root, file, line)
    origins = tuple((name, f"{FILE}:{_line(text, name)}") for name in values)
    return Settings(root=root, file=file, origins=origins, **values)


def _parse(file: Path) -> tuple[str, dict[str, Any]]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        text = file.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at.group(1)) if at else None
        raise UsageError(f"not valid TOML: {error}", path=file, line=line) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read: {error}", path=file) from error


def _value(name: str, value: Any, root: Path, file: Path, line: int | None) -> Any:
    """The value in our own types, paths made absolute by the folder of the file."""
    default = getattr(Settings(), name)
    if name == "checks":
        return _checks(value, file, line)
    if isinstance(default, bool) and isinstance(value, bool):
        return value
    if isinstance(default, tuple):
        value = value.split(",") if isinstance(value, str) else value
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            items = (item.strip() for item in value)
            return tuple(root / item for item in items) if name == "glossary" else tuple(items)
    elif isinstance(value, str) and isinstance(default, str):
        return _model(value, root) if name == "model" else value
    elif isinstance(value, str) and isinstance(default, Path):
        return root / value
    wanted = (
        "true or false"
        if isinstance(default, bool)
        else "text" + " or a list of texts" * (isinstance(default, tuple))
    )
    raise UsageError(f"{name} should be {wanted}, not {value!r}", path=file, line=line)


def _checks(value: Any, file: Path, line: int | None) -> tuple[tuple[str, str], ...]:
    if isinstance(value, dict) and all(v in SEVERITIES for v in value.values()):
        return tuple(sorted(value.items()))
    allowed = ", ".join(SEVERITIES)
    raise UsageError(f"[checks] gives each check id one of: {allowed}", path=file, line=line)


def _model(value: str, root: Path) -> str:
    return str(root / value) if "/" in value or value.endswith(".argosmodel") else value


def _line(text: str, name: str) -> int | None:
    at = re.search(rf"(?m)^\s*\[?\s*{re.escape(name)}\b", text)
    return text.count("\n", 0, at.start()) + 1 if at else None
