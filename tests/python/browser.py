"""Drives the test page in Chromium (or Firefox) over WebDriver, with the standard library only."""

import functools
import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class _Isolated(http.server.SimpleHTTPRequestHandler):
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".wasm": "application/wasm", ".mjs": "text/javascript", ".js": "text/javascript",
    }

    def translate_path(self, path):
        # The build copies these files beside the lab; here they are still where npm puts them.
        path = path.replace("/www/python/pyodide/", "/node_modules/pyodide/")
        path = path.replace("/www/python/packages.zip", "/node_modules/.python/packages.zip")
        return super().translate_path(path)

    def end_headers(self):
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_):
        pass


def serve():
    """Serves the tree on a free port; returns its address."""
    handler = functools.partial(_Isolated, directory=ROOT)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


_CHROMIUM = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync"]
_DRIVERS = {
    "chromium": (["chromedriver"], {"browserName": "chrome", "goog:chromeOptions": {
        "binary": shutil.which("chromium"), "args": _CHROMIUM},
        "goog:loggingPrefs": {"browser": "ALL"}}),
    "firefox": (["geckodriver"], {"browserName": "firefox", "moz:firefoxOptions": {
        "args": ["-headless"]}}),
}


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browser:
    """One browser with one page."""

    def __init__(self, name="chromium"):
        command, capabilities = _DRIVERS[name]
        self._port = _free_port()
        flag = [f"--port={self._port}"] if name == "chromium" else ["--port", str(self._port)]
        self._driver = subprocess.Popen(command + flag, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, start_new_session=True)
        for _ in range(300):
            try:
                self._ask("GET", "/status")
                break
            except OSError:
                time.sleep(0.1)
        session = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self._session = "/session/" + session["sessionId"]
        self._ask("POST", self._session + "/timeouts", {"script": 600_000})

    @property
    def pid(self):
        return self._driver.pid

    def _ask(self, method, path, body=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._port}{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"content-type": "application/json"})
        return json.load(urllib.request.urlopen(request, timeout=600))["value"]

    def open(self, url):
        self._ask("POST", self._session + "/url", {"url": url})

    def run(self, script, *arguments):
        """The value of a script, awaited."""
        body = {"script": "const done = arguments[arguments.length - 1];"
                "(async (...args) => {" + script + "})(...arguments)"
                ".then(done, (error) => done({thrown: String(error && error.stack || error)}));",
                "args": list(arguments)}
        value = self._ask("POST", self._session + "/execute/async", body)
        if isinstance(value, dict) and "thrown" in value:
            raise RuntimeError(value["thrown"])
        return value

    def log(self):
        try:
            return self._ask("POST", self._session + "/se/log", {"type": "browser"})
        except OSError:
            return []

    def close(self):
        try:
            self._ask("DELETE", self._session)
        finally:
            os.killpg(self._driver.pid, signal.SIGTERM)
