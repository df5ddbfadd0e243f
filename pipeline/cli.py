"""The command line at the rim: which commands there are, and what becomes of errors."""

from __future__ import annotations

import importlib
import keyword
import sys

import click
from click_default_group import DefaultGroup

from pipeline import __version__
from pipeline.errors import GlosswerkError

# name → what `translate --help` says of it. The module pipeline.commands.<name> holds it.
COMMANDS = {
    "run": "Translate files or whole folders (the default command).",
    "segment": "Show the sentences of a text as JSON Lines.",
    "glossary": "Check, search and extend the glossary.",
    "model": "List, install, check and build packages.",
    "check": "Run the checks on bilingual files.",
    "review": "Review in the browser, on this machine.",
    "status": "What is machine-made, edited, reviewed, outdated.",
    "diff": "What the last run changed, word by word.",
    "watch": "Run again what changes.",
    "import": "Merge PO, XLIFF, TMX and Word files that came back.",
    "export": "An OmegaT project of the output.",
    "init": "Start a new project folder.",
    "config": "The effective settings and where each comes from.",
}


class Lazy(DefaultGroup):  # type: ignore[misc]
    """Loads a command when it is used, so that `--help` costs next to nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order of a working day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command called `name`; any other word is the default command's first argument."""
        if name not in COMMANDS:
            ctx.arg0 = name  # type: ignore[attr-defined]  # so DefaultGroup.resolve_command knows
            name = self.default_cmd_name
        module = name + "_" * keyword.iskeyword(name)
        command: click.Command = importlib.import_module(f"pipeline.commands.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Lazy,
    default="run",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="translate")
def translate() -> None:
    """Translate German news offline under a controlled glossary.

    `translate corpus/` is `translate run corpus/`.
    """


def main() -> None:
    """The program `translate`: every error becomes a message and an exit code."""
    try:
        code = translate(standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted; what was finished is kept")
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except GlosswerkError as error:
        _say(str(error))
        code = error.exit_code
    except BrokenPipeError:
        sys.stdout = None
        code = 141
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _say(f"{where}{error.strerror or error}")
        code = 3
    except Exception as error:
        _say(_internal(error))
        code = 70
    sys.exit(code if isinstance(code, int) else 0)


def _say(message: str) -> None:
    click.secho("error: ", fg="red", bold=True, nl=False, err=True)
    click.echo(message, err=True)


def _internal(error: Exception) -> str:
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f" ({frame.tb_frame.f_code.co_name}, line {frame.tb_lineno})" if frame else ""
    return (
        f"this is a fault of Glosswerk, not yours: {type(error).__name__}: {error}{where}\n"
        "  Nothing reviewed was touched. Please report it with the command that you typed."
    )
