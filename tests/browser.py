"""A real Chromium, driven through a pipe: what a page looks like to the people who read it."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import Any

import pytest

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
]
PATIENCE = 30  # seconds
BLOCKED = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")


def chromium() -> str:
    """The program; skips the test where there is none, unless GLOSSWERK_ORACLES=required."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        required = os.environ.get("GLOSSWERK_ORACLES") == "required"
        (pytest.fail if required else pytest.skip)("no chromium here")
    return str(program)


class Browser:
    """One tab, spoken to in the DevTools protocol (NUL-terminated JSON on descriptors 3 and 4)."""

    def __init__(self, to: int, answers: int) -> None:
        self.to, self.answers = to, answers
        self.buffer = b""
        self.number = 0
        self.session = ""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and wait for its answer; events on the way are kept."""
        self.number += 1
        message: dict[str, Any] = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self.number:
            self.events.append(answer)
        assert "error" not in answer, answer["error"]
        return dict(answer["result"])

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self.buffer:
            assert select([self.answers], [], [], PATIENCE)[0], "chromium does not answer"
            data = os.read(self.answers, 1 << 16)
            assert data, "chromium has gone"
            self.buffer += data
        message, self.buffer = self.buffer.split(b"\0", 1)
        return dict(json.loads(message))

    def open(self, path: Path, fragment: str = "", *, width: int = 1280) -> None:
        """Load a page afresh, in a window so wide, and wait until it has run."""
        self.resize(width)
        self._load("about:blank")
        self._load(path.as_uri() + fragment)

    def _load(self, url: str) -> None:
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._read())

    def resize(self, width: int, height: int = 900) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.call("Emulation.setDeviceMetricsOverride", **size)

    def scheme(self, name: str) -> None:
        """`light` or `dark`."""
        feature = {"name": "prefers-color-scheme", "value": name}
        self.call("Emulation.setEmulatedMedia", features=[feature])

    def run(self, script: str) -> Any:
        """The value of a script's last expression."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, *keys: str) -> None:
        for key in keys:
            text = {"text": key} if len(key) == 1 else {}
            self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **text)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def complaints(self) -> list[str]:
        """What the console holds, and what the policy refused."""
        self.run("0")
        return [json.dumps(event) for event in self.events if event.get("method") in BLOCKED]

    def requests(self) -> list[str]:
        """The addresses that the page has asked for."""
        sent = (e for e in self.events if e.get("method") == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"] for event in sent]

    def screenshot(self, path: Path) -> None:
        picture = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(picture["data"]))

    def pdf(self, path: Path) -> None:
        page = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        path.write_bytes(base64.b64decode(page["data"]))


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A Chromium with an empty profile, gone at the end."""
    command = [chromium(), *FLAGS, f"--user-data-dir={profile}"]
    theirs, to = os.pipe()
    answers, back = os.pipe()
    # Out of the way of 3 and 4, where Chromium looks for them.
    high = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (theirs, back)]
    process = subprocess.Popen(
        command,
        preexec_fn=lambda: (os.dup2(high[0], 3), os.dup2(high[1], 4)),
        close_fds=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for end in (theirs, back, *high):
        os.close(end)
    try:
        tab = Browser(to, answers)
        yield tab
        tab.session = ""
        tab.call("Browser.close")
        process.wait(10)
    finally:
        process.kill()
        process.wait()
        os.close(to)
        os.close(answers)
