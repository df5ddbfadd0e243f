"""One run, from the paths that were named to its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from pipeline import summing
from pipeline.announcing import glossary_news
from pipeline.config import Settings
from pipeline.documents import collect
from pipeline.project import opened
from pipeline.terminal import Terminal
from pipeline.workflow import Outcome
from pipeline.writers import outputs


def run(paths: Sequence[Path], settings: Settings, terminal: Terminal) -> Outcome:
    """Translate files or whole folders; what could not be used is among the outcome's errors.

    Raises:
        UsageError: a path is missing, a format unknown, or what `project.opened` raises.
        ModelError: there is no package.
    """
    outputs(PurePosixPath("any"), settings.formats)  # unknown ones are told before anything is done
    found = collect(paths, settings.output)
    with opened(settings, terminal) as workflow:
        summing.announce(found, terminal)
        news = glossary_news(workflow.terms, workflow.memory, workflow.drafter, found.inputs)
        for line in news if terminal.verbosity > 0 else news[:1]:
            terminal.say(line)
        with terminal.bar("Translating", unit="segments") as bar:
            outcome = workflow.run(found.inputs, bar)
    outcome.errors[:0] = found.errors
    return outcome
