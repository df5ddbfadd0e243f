"""A small project for the review page: three articles, translated once with the sample package."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from flask.testing import FlaskClient

from pipeline import config, project
from pipeline.catalog import Catalog
from pipeline.config import Settings
from pipeline.documents import collect
from pipeline.review.app import create
from pipeline.review.desk import Desk
from pipeline.review.guard import Guard
from pipeline.review.library import read_catalog
from pipeline.terminal import Terminal

SUMMIT = PurePosixPath("summit.txt")
PORT = 49152
QUIET = Terminal(-1)
NAME = "Eva Lind <eva@example.org>"
CORPUS = {
    "summit.txt": "Gipfel in Tallinn\n\nDie Ostflanke wird verstärkt. Im Hafen liegen 7 Schiffe."
    "\n\nWeiterlesen mit Probeabo!\n\nDie Minister reisen am Montag ab. Es regnet.\n",
    "port.txt": "Neuer Hafen\n\nIm Hafen liegen 7 Schiffe. Es regnet.\n",
    "page.html": "<html><body><h1>Zwei Brigaden</h1><p>Eine <b>Brigade</b> &amp; ihr Stab üben. "
    "Es regnet.</p><p>Weiterlesen mit Probeabo!</p></body></html>\n",
}
GLOSSARY = "source,target,forbidden\nOstflanke,eastern flank,east front\n"
SETTINGS = f'allow_sample = true\nmodel = "sample"\ntranslator = "{NAME}"\n'


def new_project(folder: Path) -> Path:
    """The project, translated."""
    for name, text in {f"corpus/{n}": t for n, t in CORPUS.items()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1_700_000_000, 1_700_000_000))
    (folder / "glossary").mkdir()
    (folder / "glossary/terms.csv").write_text(GLOSSARY, encoding="utf-8")
    (folder / "translate.toml").write_text(SETTINGS, encoding="utf-8")
    run(folder)
    return folder


def settings(folder: Path) -> Settings:
    return config.load(folder, {"output": folder / "output"})


def run(folder: Path) -> int:
    """What `translate corpus/` does; how many files it changed."""
    found = collect([folder / "corpus"], folder / "output")
    with project.opened(settings(folder), QUIET) as workflow, QUIET.bar("") as bar:
        return workflow.run(found.inputs, bar).changed


def desk(folder: Path) -> Desk:
    return Desk(settings(folder), QUIET)


def catalog(folder: Path, name: str = "summit.po") -> Catalog:
    """The catalog as any program reads it."""
    return read_catalog(folder / "output" / name)[0]


class Page:
    """What a browser on this machine sends to the page, and what comes back."""

    def __init__(self, desk: Desk) -> None:
        self.guard = Guard(PORT)
        self.client: FlaskClient = create(desk, self.guard).test_client()
        self.headers = {"Host": self.guard.host, "Origin": f"http://{self.guard.host}"}
        self.get(f"/?token={self.guard.token}")

    def get(self, path: str, **headers: str):
        sent = {"Host": self.guard.host} | headers
        return self.client.get(path, headers=sent, base_url=f"http://{self.guard.host}")

    def post(self, path: str, body: object, **headers: str):
        sent = self.headers | headers
        return self.client.post(path, json=body, headers=sent, base_url=f"http://{self.guard.host}")
