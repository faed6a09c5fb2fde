"""The bundled web of a page, served again on this machine."""

import functools
import os
import subprocess
import sys
import tempfile
import urllib.request

from pages import Site, open_web

DEADLINE_S = 30
# A process of its own, so that what it computes takes no GIL that is timed.
SERVER = """
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
ThreadingHTTPServer.request_queue_size = 128
server = ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
print(server.server_port, flush=True)
server.serve_forever()
"""


def over_http(site, file):
    with urllib.request.urlopen(f"{site}/web/{file}", timeout=DEADLINE_S) as answer:
        return answer.read()


class Copy:
    """The pages are fetched from the site once, and asked for here: a browser has them in its cache,
    and how far away the site is would be all that is seen. Raises OSError and ValueError."""

    def __init__(self, site):
        Site.read = functools.partial(over_http, site.rstrip("/"))
        files = {it.file for it in open_web(0).addresses if it.has_page()}
        self.folder = tempfile.TemporaryDirectory()
        os.mkdir(os.path.join(self.folder.name, "web"))
        for file in ["addresses.txt", *files]:
            with open(os.path.join(self.folder.name, "web", file), "wb") as copy:
                copy.write(Site.read(file))
        self.server = subprocess.Popen(
            [sys.executable, "-c", SERVER], cwd=self.folder.name, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        port = int(self.server.stdout.readline())
        Site.read = functools.partial(over_http, f"http://127.0.0.1:{port}")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.server.kill()
        self.server.communicate()
        self.folder.cleanup()
