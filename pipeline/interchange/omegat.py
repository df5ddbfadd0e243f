"""An OmegaT project of an output folder: its catalogs as source files, memories and terms.

The catalogs are the source files: each message is a segment (no segmentation inside), what is
reviewed comes in translated, the draft is offered, and what terms and checks say stands in the
comments. What OmegaT saves, `omegat/project_save.tmx`, is what `translate import` takes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import files
from pipeline.catalog.entry import State
from pipeline.catalog.header import DOCUMENT
from pipeline.catalog.po import parse
from pipeline.catalog.standing import standing
from pipeline.errors import UsageError
from pipeline.glossary.exchange import export_terms
from pipeline.glossary.term import Term
from pipeline.interchange.base import data_of
from pipeline.memory import Memory
from pipeline.writers import Context
from pipeline.writers.tmx import Unit, memory

PROJECT = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
    <project version="1.0">
        <source_dir>__DEFAULT__</source_dir>
        <target_dir>__DEFAULT__</target_dir>
        <tm_dir>__DEFAULT__</tm_dir>
        <glossary_dir>__DEFAULT__</glossary_dir>
        <glossary_file>added.txt</glossary_file>
        <dictionary_dir>__DEFAULT__</dictionary_dir>
        <source_lang>DE</source_lang>
        <target_lang>EN</target_lang>
        <source_tok>org.omegat.tokenizer.LuceneGermanTokenizer</source_tok>
        <target_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</target_tok>
        <sentence_seg>false</sentence_seg>
        <support_default_translations>true</support_default_translations>
        <remove_tags>false</remove_tags>
        <external_command></external_command>
    </project>
</omegat>
"""
# The header of a catalog is nothing to translate.
FILTERS = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<filters removeTags="false" removeSpacesNonseg="true" preserveSpaces="false" \
ignoreFileContext="false">
    <filter className="org.omegat.filters2.po.PoFilter" enabled="true">
        <files sourceEncoding="UTF-8" sourceFilenameMask="*.po" targetEncoding="UTF-8" \
targetFilenamePattern="${filename}"/>
        <option name="skipHeader" value="true"/>
    </filter>
</filters>
"""
# OmegaT takes texts from tm/auto by itself, and shows those from tm/mt as a machine's.
MEMORIES: dict[State, str] = {
    "reviewed": "tm/auto/reviewed.tmx",
    "edited": "tm/edited.tmx",
    "outdated": "tm/edited.tmx",
    "machine": "tm/mt/machine.tmx",
}
# OmegaT makes these folders where they are missing, and asks about it.
FOLDERS = ("dictionary", "glossary", "omegat", "source", "target", "tm")


@dataclass(frozen=True, slots=True)
class Project:
    """A project as a folder; what OmegaT and its user keep there is never touched."""

    folder: Path
    context: Context

    def write(
        self, output: Path, catalogs: Sequence[Path], past: Memory, terms: Sequence[Term]
    ) -> int:
        """Bring the project up to date with these catalogs; returns how many files changed.

        Raises:
            UsageError: the folder holds something else.
            InputError: a catalog is damaged; with its line.
        """
        project = self.folder / "omegat.project"
        new = not project.exists()
        if new and any(self.folder.glob("*")):
            hint = "Give a folder that is new, empty, or an OmegaT project."
            raise UsageError("the folder is in use", path=self.folder, hint=hint)
        contents = dict(_memories(catalogs, past, self.context))
        contents |= {f"source/{p.relative_to(output).as_posix()}": data_of(p) for p in catalogs}
        if terms:
            contents["glossary/glossary.txt"] = export_terms(terms, "omegat")
        for name in FOLDERS:
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        changed = sum(files.write(self.folder / name, data) for name, data in contents.items())
        if new:
            changed += files.write(self.folder / "omegat" / "filters.xml", FILTERS)
            changed += files.write(project, PROJECT)
        return changed


def _memories(
    catalogs: Iterable[Path], past: Memory, context: Context
) -> Iterator[tuple[str, bytes]]:
    """One memory for each way in which a text can have come about."""
    units: dict[str, list[Unit]] = {name: [] for name in MEMORIES.values()}
    for path in catalogs:
        catalog = parse(data_of(path), path)
        known = past.past(dict(catalog.header).get(DOCUMENT, ""))
        states = standing(catalog, known).states
        for source, message in catalog.active.items():
            if message.target.strip():
                units[MEMORIES[states[source]]].append(Unit(source, message.target))
    for name, pairs in units.items():
        yield name, memory(pairs, {}, context).encode()
