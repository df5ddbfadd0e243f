"""Fetching a package: only when asked to, resumable, checked, and all or nothing."""

from __future__ import annotations

import contextlib
import errno
import http
import http.client
import json
import os
import shutil
import socket
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.engine.choosing import packages_folders, version_key
from pipeline.engine.official import OFFICIAL, PAIR, Source
from pipeline.engine.package import (
    Package,
    cache_folder,
    extract,
    open_package,
    package_root,
)
from pipeline.errors import ModelError
from pipeline.stamps import sha256
from pipeline.terminal import Terminal

# The host answers Python's own user agent with 403.
USER_AGENT = f"glosswerk/{__version__}"
CONNECT_SECONDS = 5
BLOCK = 1 << 18
INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"


def latest(terminal: Terminal) -> Source:
    """The newest German-English package of Argos' index; the one we know where it has no newer."""
    base = os.environ.get("ARGOS_PACKAGE_INDEX") or INDEX
    try:
        with _open(base.rstrip("/") + "/index.json") as answer:
            listed = json.load(answer)
        found = [s for s in map(_source, listed) if s]
    except (OSError, ValueError, http.client.HTTPException, AttributeError, TypeError) as error:
        terminal.detail(f"Argos' index could not be read ({_reason(error)})")
        return OFFICIAL
    newest = max(found, key=lambda s: version_key(s.version), default=OFFICIAL)
    return newest if version_key(newest.version) > version_key(OFFICIAL.version) else OFFICIAL


def install(source: Source, terminal: Terminal) -> Package:
    """Download a package and install it where Argos looks for packages.

    Raises:
        ModelError: it could not be had whole; what was fetched is kept for the next try.
    """
    return install_file(download(source, cache_folder().parent / "downloads", terminal))


def install_file(archive: Path) -> Package:
    """Install an `.argosmodel` file; the package appears whole or not at all."""
    parent = packages_folders()[0]
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent, prefix=".installing-") as scratch:
            extract(archive, Path(scratch) / "package")
            root = package_root(Path(scratch) / "package", archive)
            name = root.name if root.name != "package" else archive.stem
            open_package(root)
            target = parent / name
            if target.exists():
                shutil.rmtree(target)
            root.rename(target)
    except OSError as error:
        raise ModelError(f"cannot be installed: {_reason(error)}", path=parent) from error
    return open_package(target)


def download(source: Source, folder: Path, terminal: Terminal) -> Path:
    """Fetch `source` into `folder`, going on where an earlier try was cut off."""
    target = folder / source.url.rsplit("/", 1)[-1]
    part = target.with_name(target.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _fetch(source, part, terminal)
    except (OSError, http.client.HTTPException) as error:
        raise _failed(source, error) from error
    if source.sha256 and sha256(part) != source.sha256:
        part.unlink()
        raise ModelError(
            f"{source.url} is not what it should be: its sha256 differs",
            hint="The download was thrown away. Try again, or fetch the file in another way.",
        )
    part.replace(target)
    return target


def _fetch(source: Source, part: Path, terminal: Terminal) -> None:
    have = part.stat().st_size if part.exists() else 0
    if source.size and have >= source.size:
        return
    answer = _resume(source, have)
    if answer.status != 206:
        have = 0
    total = source.size or have + int(answer.headers.get("Content-Length") or 0)
    label = f"Downloading {source.url.rsplit('/', 1)[-1]}"
    with answer, part.open("ab" if have else "wb") as file, terminal.bar(label, unit="B") as bar:
        bar.total(total)
        bar.advance(have)
        while block := answer.read(BLOCK):
            file.write(block)
            bar.advance(len(block))
    if total and part.stat().st_size < total:
        raise ConnectionError(f"the connection broke after {part.stat().st_size:,} bytes")


def _resume(source: Source, have: int) -> Any:
    try:
        return _open(source.url, {"Range": f"bytes={have}-"} if have else {})
    except urllib.error.HTTPError as error:
        if have and error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return _open(source.url)
        raise


def _open(url: str, headers: dict[str, str] | None = None) -> Any:
    _resolve(urllib.parse.urlsplit(url).hostname or "")
    request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT, **(headers or {})})
    return urllib.request.urlopen(request, timeout=CONNECT_SECONDS)


def _resolve(host: str) -> None:
    """Look the host up, but wait no longer for an answer than for a connection."""
    found = threading.Event()

    def look_up() -> None:
        with contextlib.suppress(OSError):  # urlopen will say what is wrong
            socket.getaddrinfo(host, None)
        found.set()

    threading.Thread(target=look_up, daemon=True).start()
    if not found.wait(CONNECT_SECONDS):
        raise urllib.error.URLError("no answer to the name look-up")


def _source(entry: dict[str, Any]) -> Source | None:
    """What the index says of a package, where it is one that we can use."""
    links = [link for link in entry.get("links") or [] if str(link).startswith("https://")]
    kind = entry.get("type") or "translate"
    if kind != "translate" or (entry.get("from_code"), entry.get("to_code")) != PAIR or not links:
        return None
    return Source(url=links[0], version=str(entry.get("package_version", "")))


def _failed(source: Source, error: Exception) -> ModelError:
    return ModelError(
        f"{source.url} could not be fetched: {_reason(error)}",
        hint="What was fetched is kept; the same command goes on from there. Or fetch the file"
        " elsewhere and run `translate model install FILE`.",
    )


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answered {error.code} {error.reason}"
    if isinstance(error, urllib.error.URLError):
        return f"the host cannot be reached ({error.reason})"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "the disk is full"
    return str(error) or type(error).__name__
