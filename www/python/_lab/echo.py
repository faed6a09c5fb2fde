"""httpbin.org, as far as programs use it: answers that repeat the request, wait, or fail on order."""

import base64
import json
import urllib.parse

HOST = "httpbin.org"
_SECONDS = 0.3
_LONGEST_DELAY = 10  # seconds, as on the real one
_ORIGIN = "192.0.2.1"


def answer(make, method, parts, headers, body):
    """The answer to a path that is not in the list; `make` is `web.Answer`."""
    command, _, rest = parts.path.lstrip("/").partition("/")
    if command in ("get", "post", "put", "patch", "delete"):
        if method not in (command.upper(), "HEAD", "OPTIONS"):
            return _plain(make, 405, b"")
        return _json(make, _echo(method, parts, headers, body))
    if command == "anything":
        return _json(make, _echo(method, parts, headers, body) | {"method": method})
    if command == "delay" and rest.replace(".", "", 1).isdigit():
        seconds = min(float(rest), _LONGEST_DELAY)
        return _json(make, _echo(method, parts, headers, body), _SECONDS + seconds)
    if command == "status" and rest.isdigit() and 200 <= int(rest) < 600:
        return _status(make, int(rest))
    if command in ("redirect", "relative-redirect") and rest.isdigit():
        left = int(rest) - 1
        location = f"/{command}/{left}" if left > 0 else "/get"
        return _plain(make, 302, b"", {"Location": location})
    if command == "headers":
        return _json(make, {"headers": headers})
    if command == "ip":
        return _json(make, {"origin": _ORIGIN})
    if command == "user-agent":
        return _json(make, {"user-agent": headers.get("User-Agent")})
    if command == "bytes" and rest.isdigit():
        return make(200, "application/octet-stream", bytes(min(int(rest), 102_400)), _SECONDS, {})
    if command == "base64" and rest:
        return _plain(make, 200, base64.urlsafe_b64decode(rest + "=" * (-len(rest) % 4)))
    return _plain(make, 404, b"Not Found")


def _status(make, status):
    try:
        return _plain(make, status, b"")
    except ValueError:
        return _plain(make, 400, b"Invalid status code")


def _echo(method, parts, headers, body):
    echoed = {
        "args": _flat(urllib.parse.parse_qs(parts.query)),
        "headers": headers,
        "origin": _ORIGIN,
        "url": f"https://{HOST}{parts.path}{'?' + parts.query if parts.query else ''}",
    }
    if method in ("POST", "PUT", "PATCH", "DELETE"):
        text = body.decode("utf-8", "replace")
        is_form = headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
        echoed["form"] = _flat(urllib.parse.parse_qs(text)) if is_form else {}
        echoed["data"] = "" if is_form else text
        echoed["json"] = _parsed(text)
        echoed["files"] = {}
    return echoed


def _flat(query):
    return {name: values[0] if len(values) == 1 else values for name, values in query.items()}


def _parsed(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


def _json(make, value, seconds=_SECONDS):
    body = json.dumps(value, indent=2, sort_keys=True).encode() + b"\n"
    return make(200, "application/json", body, seconds, {})


def _plain(make, status, body, headers={}):
    return make(status, "text/html; charset=utf-8", body, _SECONDS, headers)
