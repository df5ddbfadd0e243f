"""An Argos package on disk: a tokenizer, a CTranslate2 model, and what its metadata says."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.engine import digests
from pipeline.errors import ModelError

HINT = (
    "`translate model verify PATH` says what a package lacks; `translate model install` gets one."
)
TOKENIZERS = ("sentencepiece.model", "bpe.model")
XDG_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")


@dataclass(frozen=True, slots=True)
class Package:
    """An unpacked Argos package.

    `digest` identifies everything in it that can influence a translation (sha256 over the model,
    the tokenizer and the target prefix), however it is packed and wherever it lies.
    """

    path: Path
    digest: str
    code: str
    version: str
    from_code: str
    to_code: str
    target_prefix: str
    sample: bool

    @property
    def name(self) -> str:
        """How it is called in notices and reports."""
        return f"{self.code} {self.version}" + (" (sample)" if self.sample else "")

    @property
    def model(self) -> Path:
        """The CTranslate2 model folder."""
        return self.path / "model"

    def tokenizer(self) -> Any:
        """Argos' own tokenizer for this package: `encode` gives tokens, `decode` gives text."""
        return _argos(self.path).tokenizer


def open_package(path: Path) -> Package:
    """The package at `path`: an `.argosmodel` file or its unpacked folder.

    Raises:
        ModelError: nothing there, not a package, or one that would write outside its folder.
    """
    if path.is_dir():
        return _read(path)
    if not path.is_file():
        raise ModelError("there is no such package", path=path, hint=HINT)
    return _read(unpack(path, cache_folder()))


def unpack(archive: Path, parent: Path) -> Path:
    """Unpack an `.argosmodel` below `parent`, once, under its sha256; returns its folder."""
    folder = parent / digests.digest(archive, cache_folder)
    if not folder.is_dir():
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent) as scratch:
            extract(archive, Path(scratch) / "package")
            try:
                (Path(scratch) / "package").rename(folder)
            except OSError:  # another run was faster
                if not folder.is_dir():
                    raise
    return package_root(folder, archive)


def extract(archive: Path, folder: Path) -> None:
    """Unzip into `folder`, refusing members that point outside it or are links."""
    try:
        with zipfile.ZipFile(archive) as bundle:
            for member in bundle.infolist():
                target = (folder / member.filename).resolve()
                if not target.is_relative_to(folder.resolve()) or _is_link(member):
                    raise ModelError(
                        f"the package holds an unsafe path: {member.filename!r}", path=archive
                    )
            bundle.extractall(folder)
    except (zipfile.BadZipFile, EOFError, struct.error) as error:
        raise ModelError(f"not an Argos package ({error})", path=archive, hint=HINT) from error


def package_root(folder: Path, archive: Path) -> Path:
    """The folder that holds metadata.json: the archive's single top folder, or `folder` itself."""
    for candidate in (folder, *sorted(p for p in folder.iterdir() if p.is_dir())):
        if (candidate / "metadata.json").is_file():
            return candidate
    raise ModelError("not an Argos package: it has no metadata.json", path=archive, hint=HINT)


def cache_folder() -> Path:
    """Where unpacked packages are kept: in the user's cache, else in a private folder."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "glosswerk" / "packages"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / f"glosswerk-{os.getuid()}" / "packages"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def position_limit(model_bin: Path) -> int | None:
    """How many positions the model's encodings hold, or None where they are computed.

    Read from the variable table of CTranslate2's model.bin (format version 4 and later: name,
    rank, dimensions, type, bytes), which its own specs write.
    """
    try:
        with model_bin.open("rb") as file:
            return next(_position_tables(file), None)
    except (OSError, struct.error, UnicodeDecodeError):
        return None


def _position_tables(file: Any) -> Iterator[int]:
    def number(code: str) -> int:
        return int(struct.unpack("<" + code, file.read(struct.calcsize(code)))[0])

    def text() -> str:
        return bytes(file.read(number("H"))).rstrip(b"\0").decode()

    if number("I") < 4:
        return
    text()  # the name of the spec
    number("I")  # its revision
    for _ in range(number("I")):
        name = text()
        dimensions = [number("I") for _ in range(number("B"))]
        number("B")  # the type
        if name.endswith("position_encodings/encodings"):
            yield dimensions[0]
        file.seek(number("I"), os.SEEK_CUR)


def _read(path: Path) -> Package:
    metadata = _metadata(path)
    if not (path / "model" / "model.bin").is_file():
        raise ModelError("the package has no model/model.bin", path=path, hint=HINT)
    if not any((path / name).is_file() for name in TOKENIZERS):
        raise ModelError(
            f"the package has neither {' nor '.join(TOKENIZERS)}", path=path, hint=HINT
        )
    pair = f"{metadata.get('from_code', '')}_{metadata.get('to_code', '')}"
    return Package(
        path=path,
        digest=_digest(path, str(metadata.get("target_prefix", ""))),
        code=str(metadata.get("code") or f"translate-{pair}"),
        version=str(metadata.get("package_version", "")),
        from_code=str(metadata.get("from_code", "")),
        to_code=str(metadata.get("to_code", "")),
        target_prefix=str(metadata.get("target_prefix", "")),
        sample=bool(metadata.get("sample", False)),
    )


def _metadata(path: Path) -> dict[str, Any]:
    file = path / "metadata.json"
    try:
        metadata = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError("not an Argos package: no metadata.json", path=path, hint=HINT) from None
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot be read: {error}", path=file, hint=HINT) from error
    if not isinstance(metadata, dict):
        raise ModelError("should hold one JSON object", path=file, hint=HINT)
    return metadata


def _digest(path: Path, target_prefix: str) -> str:
    digest = hashlib.sha256(target_prefix.encode())
    files = [*(path / "model").iterdir(), *(path / name for name in TOKENIZERS)]
    for file in sorted(files):
        if file.is_file():
            digest.update(f"{file.name} {digests.digest(file, cache_folder)}\n".encode())
    return digest.hexdigest()


def _is_link(member: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def _argos(path: Path) -> Any:
    with _writable_home():
        from argostranslate.package import Package as ArgosPackage
    return ArgosPackage(path)


@contextmanager
def _writable_home() -> Iterator[None]:
    """Argos' settings make folders in the home folder on import: give them one where they can."""
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home())
    if os.access(home if home.exists() else home.parent, os.W_OK):
        yield
        return
    before = {name: os.environ.get(name) for name in XDG_FOLDERS}
    scratch = tempfile.mkdtemp()
    os.environ.update(dict.fromkeys(XDG_FOLDERS, scratch))
    try:
        yield
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
