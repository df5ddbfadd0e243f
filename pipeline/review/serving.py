"""The page on 127.0.0.1, until Ctrl+C."""

from __future__ import annotations

import socket
import threading
import webbrowser
from typing import cast

import click
from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from pipeline.config import Settings
from pipeline.errors import UsageError
from pipeline.review.app import create, warm
from pipeline.review.desk import Desk
from pipeline.review.guard import Guard
from pipeline.terminal import Terminal


class _Quiet(WSGIRequestHandler):
    """Logs nothing: an address holds the token, a request what somebody wrote."""

    def log(self, type: str, message: str, *args: object) -> None:
        pass


def serve(settings: Settings, terminal: Terminal, *, port: int, open_browser: bool) -> None:
    """Serve the page on `port` (0 for any that is free), print its address, and wait for Ctrl+C.

    Raises:
        UsageError: the output folder is not there, or the port is taken.
    """
    if not settings.output.is_dir():
        hint = "`translate corpus/` makes one; `translate review DIR` looks at another."
        raise UsageError("no such output folder", path=settings.output, hint=hint)
    desk = Desk(settings, terminal)
    server = bound(desk, port)
    app = cast(Flask, server.app)
    address = app.config["GUARD"].address
    click.echo(address)
    terminal.say("The review page is open until Ctrl+C; what you do there is saved at once.", "dim")
    threading.Thread(target=warm, args=(app, desk), daemon=True).start()
    if open_browser:
        webbrowser.open(address)
    try:
        server.serve_forever()  # returns on Ctrl+C
    finally:
        desk.finish()
    terminal.say("The review page is closed.", "dim")


def bound(desk: Desk, port: int) -> BaseWSGIServer:
    """A server that waits for its first request; `port` 0 takes any that is free."""
    # Bound here: werkzeug would speak of a taken port itself, and end the program.
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise UsageError(f"port {port} is taken", hint="Leave --port out.") from error
    guard = Guard(listener.getsockname()[1])
    with listener:
        return make_server(
            "127.0.0.1",
            guard.port,
            create(desk, guard),
            threaded=True,
            request_handler=_Quiet,
            fd=listener.fileno(),
        )
