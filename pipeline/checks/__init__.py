"""What a reviewer should see in a translated segment.

Every module of this room that has a `check` is a check: to add one, add a file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import cast

from pipeline.checks.base import Check, Finding, Pair, Severity

__all__ = ["Finding", "Pair", "checks", "examine"]


@cache
def checks() -> tuple[Check, ...]:
    """All checks, by the names of their modules."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__, f"{__name__}."))
    modules = (importlib.import_module(name) for name in names)
    return tuple(module.check for module in modules if hasattr(module, "check"))


def examine(pair: Pair, severities: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """What the checks find, each finding once, in the order of the checks.

    `severities` overrides by check id: error, warning, look, or off.
    """
    if not pair.target.strip():
        return ()
    wanted = severities or {}
    found = dict.fromkeys(finding for check in checks() for finding in check(pair))
    return tuple(_graded(f, wanted) for f in found if wanted.get(f.check) != "off")


def _graded(finding: Finding, wanted: Mapping[str, str]) -> Finding:
    severity = wanted.get(finding.check, finding.severity)
    return replace(finding, severity=cast(Severity, severity))
