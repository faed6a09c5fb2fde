"""The bundled web: which sites there are, and what they answer.

The list is `web/addresses.txt` of the site, which the workloads of the race read too; the pages are
files beside it, each fetched from this site when it is asked for.
"""

import collections
import time
import urllib.parse
from http import HTTPStatus

from . import echo, site
from .lock import lock

_HEADING = 3  # lines that say what the others mean
_FOLDER = "../web/"
_LIST = _FOLDER + "addresses.txt"
_LOCAL = "127.0.0.1"

_reading = lock()
_rows = {}  # address → Row
_sites = {}  # host → Site


class Row(collections.namedtuple("Row", "address outcome milliseconds file")):
    """One line of the list."""


class Site(collections.namedtuple("Site", "host address refuses")):
    """A host, and the address it is said to have."""


class Answer(collections.namedtuple("Answer", "status content_type body seconds headers")):
    """What a site says, and after how long."""

    def as_bytes(self):
        status = HTTPStatus(self.status)
        headers = {
            "Date": time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime()),
            "Server": "makespan",
            "Content-Type": self.content_type,
            "Content-Length": str(len(self.body)),
            **self.headers,
            "Connection": "close",
        }
        lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + self.body


def _read_list():
    with _reading:
        if _rows:
            return
        lines = site.read(_LIST).decode().splitlines()
        for address, outcome, milliseconds, file in map(str.split, lines[_HEADING:]):
            _rows[address] = Row(address, outcome, int(milliseconds), file)
            host = urllib.parse.urlsplit(address).hostname
            if outcome != "nowhere":
                site_ = Site(host, f"192.0.2.{len(_sites) + 2}", outcome == "refused")
                _sites.setdefault(host, site_)


def address_of(host):
    """The address of a host of the bundled web, or of this machine; None for any other."""
    _read_list()
    if host in ("localhost", _LOCAL):
        return _LOCAL
    known = _sites.get(host.lower().rstrip("."))
    if known:
        return known.address
    return host if site_of(host) else None


def site_of(address):
    """The site that has an address."""
    _read_list()
    return next((one for one in _sites.values() if one.address == address), None)


def why_unknown(host):
    """As Linux says it where the list has the host as missing; otherwise with the reason."""
    missing = any(row.outcome == "nowhere" for row in _rows_of(host))
    if missing:
        return "Name or service not known"
    return (
        f"{host} is not in Makespan's bundled web, and a program in a web page cannot leave the site"
    )


def _rows_of(host):
    return [row for row in _rows.values() if urllib.parse.urlsplit(row.address).hostname == host]


def answer(site_, secure, request):
    """The answer to an HTTP request; None where there never is one."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.split(": ", 1) for line in lines if ": " in line)
    headers = {name.title(): value for name, value in pairs}
    parts = urllib.parse.urlsplit(target)
    row = _row(site_.host, parts.path or "/", secure)
    if row is None and site_.host == echo.HOST:
        found = echo.answer(Answer, method, parts, headers, body)
    elif row is None:
        found = _page(404, "not-found.html", 120)
    elif row.outcome == "silent":
        return None
    elif row.outcome.startswith("3"):
        found = Answer(int(row.outcome), "text/html", b"", row.milliseconds / 1e3, {"Location": row.file})
    else:
        found = _page(int(row.outcome), row.file, row.milliseconds)
    if method == "HEAD":
        length = {"Content-Length": str(len(found.body))}
        found = found._replace(body=b"", headers=found.headers | length)
    return found


def _row(host, path, secure):
    """The line for a path, whichever of http and https it is listed under."""
    schemes = ("https", "http") if secure else ("http", "https")
    found = (_rows.get(f"{scheme}://{host}{path}") for scheme in schemes)
    return next((row for row in found if row), None)


def _page(status, file, milliseconds):
    kinds = {"html": "text/html; charset=utf-8", "json": "application/json"}
    kind = kinds.get(file.rpartition(".")[2], "text/plain; charset=utf-8")
    return Answer(status, kind, site.read(_FOLDER + file), milliseconds / 1e3, {})
