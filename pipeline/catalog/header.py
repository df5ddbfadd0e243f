"""The header of a PO file: what must stand in it, and what people have put there."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from pathlib import Path

from pipeline import __version__
from pipeline.catalog.message import Catalog

MACHINE = "Glosswerk"
CREATED, REVISED = "POT-Creation-Date", "PO-Revision-Date"
NOTICE = "X-Glosswerk-Notice"
DOCUMENT = "X-Glosswerk-Document"


def dated(source: Path) -> str:
    """The date for new and changed entries: of the source file, or of SOURCE_DATE_EPOCH; in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdecimal() else source.stat().st_mtime
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M+0000")


def header(
    document: str,
    before: Catalog | None,
    *,
    created: str = "",
    revised: str = "",
    translator: str = "",
    notice: str = "",
) -> str:
    """The header fields, as the msgstr of the empty msgid.

    What people or their tools wrote there stands, but for what the file's own content decides.
    `created` and `revised` are dates, "" to leave the ones that are there.
    """
    found = dict(before.header if before else ())
    if found.get("Last-Translator") == MACHINE and translator:
        del found["Last-Translator"]
    fixed = {
        CREATED: created,
        REVISED: revised,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": "de",
        DOCUMENT: document,
    }
    fields = {**_defaults(document, translator), **_kept(found)}
    fields.update((name, value) for name, value in fixed.items() if value)
    if notice:
        fields[NOTICE] = " ".join(notice.split())
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _defaults(document: str, translator: str) -> dict[str, str]:
    """In the order in which gettext writes them."""
    return {
        "Project-Id-Version": document,
        "Report-Msgid-Bugs-To": "",
        CREATED: "",
        REVISED: "",
        "Last-Translator": translator or MACHINE,
        "Language-Team": "English",
        "Language": "en",
        "MIME-Version": "",
        "Content-Type": "",
        "Content-Transfer-Encoding": "",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
        "X-Source-Language": "",
        "X-Generator": f"Glosswerk {__version__}",
        DOCUMENT: "",
    }


def _kept(found: dict[str, str]) -> dict[str, str]:
    """What was found, in an order that does not depend on the program that saved it last."""
    return {name: " ".join(found[name].split()) for name in sorted(found) if name != NOTICE}
