"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("soak", max_examples=1000)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold data beside the project (GLOSSWERK_SHARED, default ../shared)."""
    folder = Path(os.environ.get("GLOSSWERK_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no test data at {folder}: set GLOSSWERK_SHARED")
    return folder
