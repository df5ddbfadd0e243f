"""Every setting, version and digest that can influence the output: the manifest of a run."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pipeline
from pipeline import __version__
from pipeline.config import Settings
from pipeline.engine.settings import DECODING

if TYPE_CHECKING:
    from pipeline.engine.package import Package
    from pipeline.glossary.loading import Glossary

# To be raised when the engine or the enforcement of terms comes to say something else.
REVISION = 2
SOURCES = (".py", ".toml", ".jinja", ".css", ".js")
LIBRARIES = ("argostranslate", "ctranslate2", "sentencepiece", "simplemma", "inflect")


def engine_key(package: Package) -> str:
    """All of the engine that can change what it says of a text under the same terms."""
    libraries = " ".join(f"{name}:{version(name)}" for name in LIBRARIES)
    return f"revision:{REVISION} package:{package.digest} {DECODING} {libraries}"


def manifest(settings: Settings, package: Package, glossary: Glossary) -> dict[str, object]:
    """The run's manifest for report.json: no clock, no absolute path."""
    return {
        "glosswerk": __version__,
        "revision": REVISION,
        "package": {
            "code": package.code,
            "version": package.version,
            "digest": package.digest,
            "sample": package.sample,
        },
        "decoding": DECODING,
        "glossary": {"entries": len(glossary.terms), "digest": digest(glossary.terms)},
        "formats": sorted(settings.formats),
        "checks": dict(settings.checks),
        "translator": settings.translator,
        "libraries": {name: version(name) for name in LIBRARIES},
    }


@cache
def program() -> str:
    """A fingerprint of this very program: an update of it, or a change to it, is another one."""
    root = Path(pipeline.__file__).parent
    files = (Path(folder, name) for folder, _, names in os.walk(root) for name in names)
    sources = sorted(file for file in files if file.suffix in SOURCES)
    return digest([(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in sources])


def digest(value: object) -> str:
    """A fingerprint of plain data."""
    return hashlib.sha256(repr(value).encode()).hexdigest()
