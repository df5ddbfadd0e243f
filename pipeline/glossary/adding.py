"""Adding an entry to a glossary file, all else in it left as it is."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from pipeline.errors import UsageError
from pipeline.files import write
from pipeline.glossary.exchange.appending import append
from pipeline.glossary.loading import CONTROL, Glossary, identity, is_comment, make_term
from pipeline.glossary.term import Term


def add(path: Path, source: str, target: str, glossary: Glossary) -> Term:
    """Append an entry to the CSV file at `path`, which is made if it is not there.

    Delimiter, line ends, byte order mark, order and remarks stay; the file is replaced as a whole.
    `target` may hold alternatives, separated by |.

    Raises:
        UsageError: `glossary`, all that is in effect, has the source already; names its file:line.
    """
    text = path.read_bytes().decode("utf-8") if path.exists() else ""
    term = _entry(source, target, PurePosixPath(path.as_posix()))
    for other in glossary.terms:
        if identity(other) == identity(term):
            message = f"{other.source!r} is already there: {' | '.join(other.targets)}"
            hint = "Change that entry; of two with one source only the first counts."
            raise UsageError(message, path=other.file, line=other.line, hint=hint)
    write(path, append(text, [term]), durable=True)
    return term


def _entry(source: str, target: str, shown: PurePosixPath) -> Term:
    if CONTROL.search(source + target) or is_comment([source]):
        raise UsageError(f"{source!r} → {target!r} cannot be an entry", hint="Write plain words.")
    return make_term({"source": source.strip(), "target": target.strip()}, shown, 0)


def file_for(paths: list[Path]) -> Path:
    """The file that a new entry goes to: the only one there is in the glossary, or a first one.

    Raises:
        UsageError: there are several.
    """
    files = [
        file
        for path in paths
        for file in (sorted(path.glob("*.csv")) if path.is_dir() else [path])
        if file.suffix.lower() == ".csv"
    ]
    if len(files) > 1:
        names = ", ".join(str(file) for file in files)
        raise UsageError("the glossary has several files", hint=f"Say which with -g: {names}")
    if files:
        return files[0]
    return (paths[0] if paths else Path("glossary")) / "glossary.csv"
