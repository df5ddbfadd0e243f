"""Which package translates: installed, downloaded, or the sample."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.engine.official import OFFICIAL, PAIR
from pipeline.engine.package import Package, open_package
from pipeline.errors import ModelError

SAMPLE = Path(__file__).parent / "sample" / "translate-de_en-sample-1_0"
SAMPLE_NOTICE = (
    "Translated with the SAMPLE package: a small model for trying Glosswerk out. It makes mistakes"
    " that a full package does not. `translate model install` gets the full one."
)
STEPS = """There is no German-English package here yet. Two ways to get one:
    with a network     translate model install
    without            on another machine, fetch {url}
                       bring the file here, then: translate model install {name}
  `-m sample` translates with the small sample package that Glosswerk ships."""

Fetch = Callable[[], Package | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """The package to translate with, and what readers must be told about it ("" for nothing)."""

    package: Package
    notice: str = ""


def choose(spec: str, *, allow_sample: bool, fetch: Fetch) -> Choice:
    """The package that `spec` names: auto, sample, a path, or the code of an installed package.

    `fetch` is called only for auto when none is installed; it may ask, download, or give None.

    Raises:
        ModelError: there is none, with the steps to get one.
    """
    if spec == "sample":
        return _sample()
    if spec == "auto":
        package = newest() or fetch()
        if package:
            return Choice(package)
        if allow_sample:
            return _sample()
        raise ModelError(no_package())
    if "/" in spec or spec.endswith(".argosmodel") or Path(spec).exists():
        return Choice(_for_pair(open_package(Path(spec))))
    for package in installed():
        if spec in (package.code, f"{package.code}-{package.version}", package.path.name):
            return Choice(_for_pair(package))
    raise ModelError(
        f"no package is called {spec!r}", hint="`translate model list` shows what is installed."
    )


def no_package() -> str:
    """What to do where there is no package."""
    return STEPS.format(url=OFFICIAL.url, name=OFFICIAL.url.rsplit("/", 1)[-1])


def newest() -> Package | None:
    """The installed German-English package of the highest version."""
    fitting = [p for p in installed() if (p.from_code, p.to_code) == PAIR and not p.sample]
    return max(fitting, key=lambda p: version_key(p.version), default=None)


def installed() -> Iterator[Package]:
    """Every package in Argos' own folders; broken ones are passed over."""
    for folder in packages_folders():
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            try:
                if (path / "metadata.json").is_file():
                    yield open_package(path)
            except (ModelError, OSError):
                continue


def packages_folders() -> list[Path]:
    """Where Argos installs; the first is where it would install now.

    The order of argostranslate.settings (1.11), which is not imported since that makes folders.
    """
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    said = os.environ.get("ARGOS_PACKAGES_DIR") or _argos_setting(
        config / "argos-translate" / "settings.json"
    )
    own = data / "argos-translate" / "packages"
    folders = [Path(said)] if said else [own]
    legacy = os.environ.get("ARGOS_TRANSLATE_PACKAGE_DIR")
    return [*folders, *([Path(legacy)] if legacy else [])]


def _argos_setting(file: Path) -> str | None:
    try:
        value = json.loads(file.read_text(encoding="utf-8")).get("ARGOS_PACKAGES_DIR")
    except (OSError, ValueError, AttributeError):
        return None
    return value if isinstance(value, str) else None


def _sample() -> Choice:
    return Choice(open_package(SAMPLE), SAMPLE_NOTICE)


def _for_pair(package: Package) -> Package:
    if (package.from_code, package.to_code) == PAIR:
        return package
    raise ModelError(
        f"this package translates {package.from_code or '?'} to {package.to_code or '?'}",
        path=package.path,
        hint="Glosswerk translates German (de) to English (en).",
    )


def version_key(text: str) -> tuple[int, ...]:
    """Package versions in the order of their numbers: 1.10 after 1.9."""
    return tuple(int(part) for part in text.split(".") if part.isdigit())
