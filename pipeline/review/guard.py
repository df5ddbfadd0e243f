"""Who may speak with the page: one person, in a browser on this machine, through our own page."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from flask import Flask, Request, Response, abort, redirect, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
SAFE = ("GET", "HEAD")
OURS = ("same-origin", "none")  # Sec-Fetch-Site: our page, or the person


@dataclass(frozen=True, slots=True)
class Guard:
    """`token`, in the address, opens the door; `key`, in the cookie given then, keeps it open."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def host(self) -> str:
        """The only Host there is: a name that an attacker's DNS points here is another one."""
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """What to open in the browser."""
        return f"http://{self.host}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """Cookies do not know ports: the name does."""
        return f"glosswerk-{self.port}"

    def install(self, app: Flask) -> None:
        """Check every request to `app`, and say with every answer what the browser may do."""
        app.before_request(self.check)
        app.after_request(self.sealed)

    def check(self) -> Response | None:
        """None for a request that may go on; else the answer to it."""
        if not self._from_here(request):
            abort(403)
        if _equal(request.args.get("token", ""), self.token) and request.method == "GET":
            answer = redirect(request.path, 303)
            answer.set_cookie(self.cookie, self.key, httponly=True, samesite="Strict")
            return answer  # type: ignore[return-value]
        if not _equal(request.cookies.get(self.cookie, ""), self.key):
            abort(401)
        return None

    def _from_here(self, request: Request) -> bool:
        origin = request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site", "none")
        ours = origin == f"http://{self.host}" if origin else request.method in SAFE
        return request.headers.get("Host") == self.host and ours and site in OURS

    @staticmethod
    def sealed(response: Response) -> Response:
        """The answer with its headers."""
        response.headers.update(HEADERS)
        return response


def _equal(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
