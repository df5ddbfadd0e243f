"""Fetching a package, against a server of the test's own on this machine."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from pipeline.engine import downloading
from pipeline.engine.downloading import download, latest
from pipeline.engine.official import OFFICIAL, Source
from pipeline.errors import ModelError
from pipeline.terminal import Terminal

CONTENT = bytes(range(256)) * 4000
QUIET = Terminal(verbosity=-1)


class Server(BaseHTTPRequestHandler):
    """Serves CONTENT at /whole and misbehaves, as real hosts do, at the other paths."""

    requests: ClassVar[list[tuple[str, str | None, str | None]]] = []
    index = b"[]"

    def do_GET(self) -> None:
        ranged, agent = self.headers.get("Range"), self.headers.get("User-Agent")
        self.requests.append((self.path, ranged, agent))
        start = int(ranged.removeprefix("bytes=").rstrip("-")) if ranged else 0
        if self.path == "/moved.argosmodel":
            self.answer(302, b"", Location="/whole.argosmodel")
        elif self.path == "/refused.argosmodel" or "Python-urllib" in str(agent):
            self.answer(403, b"")
        elif self.path == "/index.json":
            self.answer(200, self.index)
        elif self.path == "/cut.argosmodel" and not ranged:
            self.answer(200, CONTENT[:5000], length=len(CONTENT))
        elif self.path == "/no-ranges.argosmodel":
            self.answer(200, CONTENT)
        elif start >= len(CONTENT):
            self.answer(416, b"")
        else:
            self.answer(206 if ranged else 200, CONTENT[start:])

    def answer(
        self, status: int, body: bytes, *, length: int | None = None, **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Server.requests.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def source(server: str, name: str) -> Source:
    checksum = hashlib.sha256(CONTENT).hexdigest()
    return Source(f"{server}/{name}.argosmodel", "9.9", len(CONTENT), checksum)


@pytest.mark.parametrize("name", ["whole", "moved"])
def test_a_package_is_fetched_whole(server: str, tmp_path: Path, name: str) -> None:
    file = download(source(server, name), tmp_path, QUIET)
    assert file.read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_we_say_who_we_are(server: str, tmp_path: Path) -> None:
    download(source(server, "whole"), tmp_path, QUIET)
    assert {agent for _, _, agent in Server.requests} == {downloading.USER_AGENT}


def test_a_cut_connection_is_said_and_the_next_try_goes_on(server: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="goes on from there"):
        download(source(server, "cut"), tmp_path, QUIET)
    assert download(source(server, "cut"), tmp_path, QUIET).read_bytes() == CONTENT
    assert [ranged for _, ranged, _ in Server.requests] == [None, "bytes=5000-"]


@pytest.mark.parametrize("name", ["no-ranges", "whole"])
def test_resuming_gives_the_same_bytes_whether_the_server_can_or_not(
    server: str, tmp_path: Path, name: str
) -> None:
    (tmp_path / f"{name}.argosmodel.part").write_bytes(CONTENT[:1234])
    assert download(source(server, name), tmp_path, QUIET).read_bytes() == CONTENT


def test_a_wrong_checksum_throws_the_file_away(server: str, tmp_path: Path) -> None:
    wrong = Source(f"{server}/whole.argosmodel", "9.9", len(CONTENT), "0" * 64)
    with pytest.raises(ModelError, match="sha256 differs"):
        download(wrong, tmp_path, QUIET)
    assert not list(tmp_path.iterdir())


def test_a_refusal_names_address_and_status(server: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"refused\.argosmodel could not be fetched.*403"):
        download(source(server, "refused"), tmp_path, QUIET)


def test_a_closed_port_is_an_error_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot be reached(.|\n)*translate model install FILE"):
        download(Source("http://127.0.0.1:9/x.argosmodel", "1"), tmp_path, QUIET)


def test_a_full_disk_is_said_in_words(server: str) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs /dev/full")
    with pytest.raises(OSError) as caught:
        downloading._fetch(source(server, "whole"), full, QUIET)
    assert downloading._reason(caught.value) == "the disk is full"


@pytest.mark.parametrize(
    ("index", "version"),
    [
        (b"[]", OFFICIAL.version),
        (b"not json", OFFICIAL.version),
        (b'[{"from_code": "de", "to_code": "en", "package_version": "1.2", "links": []}]', "1.3"),
        (
            b'[{"from_code": "de", "to_code": "en", "package_version": "1.10",'
            b' "links": ["https://example.org/p.argosmodel"]}]',
            "1.10",
        ),
        (
            b'[{"from_code": "en", "to_code": "de", "package_version": "7",'
            b' "links": ["https://example.org/p.argosmodel"]}]',
            "1.3",
        ),
    ],
)
def test_the_index_is_asked_for_something_newer(
    server: str, monkeypatch: pytest.MonkeyPatch, index: bytes, version: str
) -> None:
    monkeypatch.setattr(Server, "index", index)
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", server)
    assert latest(QUIET).version == version
