"""A file that came back, merged into the catalogs of the output folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import files
from pipeline.catalog import dated
from pipeline.catalog.header import DOCUMENT
from pipeline.catalog.po import parse
from pipeline.catalog.revising import revise
from pipeline.errors import InputError
from pipeline.interchange import Returned, read
from pipeline.interchange.base import ReturnedText, data_of
from pipeline.interchange.merging import Brought, merge
from pipeline.memory import Memory


@dataclass(frozen=True, slots=True)
class Desk:
    """An output folder whose catalogs take texts; `translator` is whom they name from then on."""

    output: Path
    memory: Memory
    translator: str = ""

    def bring_back(self, file: Path) -> list[tuple[Path, Brought]]:
        """Merge a file into the catalogs that it names, and say what came of it in each.

        Texts of no document in particular go to every catalog that holds them; those that none
        holds are told of the folder.

        Raises:
            InputError: the file or a catalog is damaged, or there is no such catalog. What was
                brought into other catalogs stands.
        """
        returned = read(file)
        named = {self.catalog(part.document): part for part in returned if part.document}
        results = [(path, self._merge(part.texts, file, path)) for path, part in named.items()]
        for part in returned:
            if not part.document:
                results += self._everywhere(part, file, named)
        return results

    def catalogs(self) -> list[Path]:
        """All catalogs of the output folder."""
        return sorted(self.output.rglob("*.po"))

    def catalog(self, document: str) -> Path:
        """The catalog of a document; never a file outside of the output folder.

        Raises:
            InputError: there is none.
        """
        path = (self.output / document).with_suffix(".po") if document.strip("./") else self.output
        if not path.resolve().is_relative_to(self.output.resolve()) or not path.is_file():
            hint = "Translate it first, or say with -o where its catalog is."
            raise InputError(f"{self.output} has no catalog of {document!r}", hint=hint)
        return path

    def _everywhere(
        self, part: Returned, file: Path, named: dict[Path, Returned]
    ) -> Iterator[tuple[Path, Brought]]:
        unknown = {text.source for text in part.texts if text.target.strip()}
        for path in self.catalogs():
            # What the file says for this document alone counts more.
            said = {text.source for text in named[path].texts} if path in named else set()
            texts = [text for text in part.texts if text.source not in said]
            brought = self._merge(texts, file, path)
            unknown &= set(brought.unknown)
            if replace(brought, unknown=()) != Brought():
                yield path, replace(brought, unknown=())
        if unknown:
            yield self.output, Brought(unknown=tuple(sorted(unknown)))

    def _merge(self, texts: Collection[ReturnedText], file: Path, path: Path) -> Brought:
        data = data_of(path)
        catalog = parse(data, path)
        document = dict(catalog.header).get(DOCUMENT, "")
        brought = merge(texts, catalog, self.memory.past(document))
        if brought.changes:
            date = dated(file)
            text = revise(data, path, brought.changes, date=date, translator=self.translator)
            files.write(path, text, durable=True)
        return brought
