"""Runs a program natively against the bundled web, served over real sockets on this machine.

    native_web.py PROGRAM

The answers are those of the lab's own list and pages; the sockets, HTTP, time-outs and exceptions are
the operating system's and CPython's. The packages are the wheels that the lab's are made from.
"""

import glob
import importlib.util
import os
import runpy
import socket
import ssl
import sys
import threading
import time
import types

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LAB = os.path.join(ROOT, "www", "python")
WHEELS = glob.glob(os.path.join(ROOT, "node_modules", ".python", "wheels", "*.whl"))
SECURE = 443


def load_web():
    """The lab's `web` module, with files from the disk and locks of this interpreter."""
    package = sys.modules["_lab"] = types.ModuleType("_lab")
    package.__path__ = [os.path.join(LAB, "_lab")]
    site = sys.modules["_lab.site"] = types.ModuleType("_lab.site")
    lock = sys.modules["_lab.lock"] = types.ModuleType("_lab.lock")
    site.read = lambda path: open(os.path.join(LAB, path), "rb").read()
    lock.lock = threading.Lock
    package.site, package.lock = site, lock
    return importlib.import_module("_lab.web")


def serve(web, site, connection, secure):
    """Reads one request, answers when its time has come, and hangs up."""
    with connection:
        request = b""
        while b"\r\n\r\n" not in request or missing(request) > 0:
            more = connection.recv(65_536)
            if not more:
                return
            request += more
        began = time.monotonic()
        answer = web.answer(site, secure, request)
        if answer is None:
            connection.recv(1)  # until the client gives up
            return
        time.sleep(max(began + answer.seconds - time.monotonic(), 0))
        try:
            connection.sendall(answer.as_bytes())
        except OSError:
            pass  # the client has given up


def missing(request):
    """How much of the body has not come yet."""
    head, _, body = request.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1]) - len(body)
    return 0


def listen(web, site, secure):
    """A port that answers for a site."""
    server = socket.create_server(("127.0.0.1", 0))

    def accept():
        while True:
            connection, _ = server.accept()
            threading.Thread(
                target=serve, args=(web, site, connection, secure), daemon=True
            ).start()

    threading.Thread(target=accept, daemon=True).start()
    return server.getsockname()[1]


def closed_port():
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def redirect(web):
    """Sends every connection to a host of the list to its port here."""
    ports = {}

    def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
        address = web.address_of(host)
        if address is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        port = {"http": 80, "https": SECURE}.get(port, port)
        if (host, port) not in ports:
            site = web.site_of(address)
            ports[host, port] = (
                closed_port()
                if site is None or site.refuses or port not in (80, SECURE)
                else listen(web, site, port == SECURE)
            )
        here = ("127.0.0.1", ports[host, port])
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", here)]

    socket.getaddrinfo = getaddrinfo
    ssl.SSLContext.wrap_socket = lambda context, sock, *args, **options: sock


def main():
    certifi = sys.modules["certifi"] = types.ModuleType("certifi")
    certifi.where = lambda: ssl.get_default_verify_paths().cafile or __file__
    sys.path[:0] = sorted(WHEELS)
    redirect(load_web())
    sys.argv = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
