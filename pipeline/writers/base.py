"""What every writer is: a module with a name, a suffix and a function from articles to files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from pipeline.catalog.entry import Bilingual


@dataclass(frozen=True, slots=True)
class Context:
    """What writers say of the run, the same for all of its documents.

    `package` names the translation package with its version; `notice` is the text of
    the sample notice that must not be overlooked, "" when the package is a real one; `signature`
    is the fingerprint of all that can influence the output; `version` is Glosswerk's own;
    `translator` is whom a new PO file names.
    """

    package: str = ""
    notice: str = ""
    signature: str = ""
    version: str = ""
    translator: str = ""


class Writer(Protocol):
    """A format. `suffix` follows the document's stem; `{source}` in it is the source's suffix."""

    name: str
    suffix: str

    def render(self, bilingual: Bilingual, context: Context) -> str | bytes:
        """The whole file: text with its own line ends, or bytes. Pure: no clock, no I/O."""
        ...


def overview_link(path: PurePosixPath) -> str:
    """How a page that lies beside `path` links to the overview in the output folder."""
    return "../" * (len(path.parts) - 1) + "index.html"
