"""`socket`: connections to the bundled web, under CPython's own `http.client` and `ssl`.

Stands for the part of the kernel below Modules/socketmodule.c, and for TLS. A connection carries
HTTP, one request and one answer, and ends: that is what a page can honestly offer. Whoever waits
parks, so that the other threads go on. There is nothing else to connect to, and no request leaves
the site.
"""

import errno
import io
import socket
import ssl
import time

from . import gil, web
from .clock import wait

_SECURE = 443
_ENDS_AFTER = 60  # seconds: so long a server that never answers holds a connection

_REACH = "a program reaches the sites of the bundled web, and nothing else"
_NOBODY = "nobody could connect to it"


class Socket:
    """A connected TCP socket, as far as clients use one."""

    def __init__(self, family=socket.AF_INET, type=socket.SOCK_STREAM, proto=0, fileno=None):
        if type & socket.SOCK_STREAM != socket.SOCK_STREAM or fileno is not None:
            why = f"such a socket is not possible in a web page: {_REACH}"
            raise OSError(errno.EPROTONOSUPPORT, why)
        self.family, self.type, self.proto = family, type, proto
        self._timeout = socket.getdefaulttimeout()
        self._peer = self._site = self._asked_at = self._answer = None
        self._request = bytearray()
        self._files = 0
        self._is_left = self._closed = False

    def settimeout(self, value):
        if value is not None and value < 0:
            raise ValueError("Timeout value out of range")
        self._timeout = value

    def gettimeout(self):
        return self._timeout

    def setblocking(self, flag):
        self._timeout = None if flag else 0.0

    def connect(self, address):
        host, port = address[:2]
        site = web.site_of(host)
        if site is None:
            why = f"socket.connect to {host} is not possible in a web page: {_REACH}"
            raise ConnectionRefusedError(errno.ECONNREFUSED, why)
        if site.refuses or port not in (80, _SECURE):
            raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
        self._peer, self._site = (host, port), site

    def connect_ex(self, address):
        try:
            self.connect(address)
        except OSError as error:
            return error.errno
        return 0

    def sendall(self, data, flags=0):
        self._check_connected()
        self._request += data
        self._asked_at = time.monotonic()

    def send(self, data, flags=0):
        self.sendall(data)
        return len(data)

    def recv(self, size, flags=0):
        return self._body().read(size)

    def recv_into(self, buffer, nbytes=0, flags=0):
        view = memoryview(buffer).cast("B")
        data = self.recv(nbytes or len(view))
        view[: len(data)] = data
        return len(data)

    def _body(self):
        self._check_connected()
        if self._answer is None:
            self._answer = io.BytesIO(self._receive())
        return self._answer

    def _receive(self):
        """The whole answer, when its time has come."""
        if not self._request:
            self._wait_until(time.monotonic() + _ENDS_AFTER)
            return b""
        answer = web.answer(self._site, self._peer[1] == _SECURE, bytes(self._request))
        seconds = _ENDS_AFTER if answer is None else answer.seconds
        self._wait_until(self._asked_at + seconds)
        return b"" if answer is None else answer.as_bytes()

    def _wait_until(self, moment):
        left = moment - time.monotonic()
        if self._timeout is not None and left > self._timeout:
            wait(self._timeout, "network")
            secure = self._peer[1] == _SECURE
            raise TimeoutError("The read operation timed out" if secure else "timed out")
        wait(max(left, 0), "network")

    def _check_connected(self):
        if self._closed:
            raise OSError(errno.EBADF, "Bad file descriptor")
        if self._site is None:
            raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        raw = _Stream(self)
        self._files += 1
        if buffering == 0:
            return raw
        file = io.BufferedWriter(raw) if "w" in mode else io.BufferedReader(raw)
        return file if "b" in mode else io.TextIOWrapper(file, encoding, errors, newline)

    def close(self):
        self._is_left = True
        self._closed = self._files == 0

    def _file_closed(self):
        self._files -= 1
        self._closed = self._files == 0 and self._is_left

    def shutdown(self, how):
        self._check_connected()

    def detach(self):
        self._closed = True
        return -1

    def fileno(self):
        return -1

    def setsockopt(self, *option):
        pass

    def getsockopt(self, *option):
        return 0

    def getpeername(self):
        self._check_connected()
        return self._peer

    def getsockname(self):
        return ("192.0.2.1", 49152)

    def bind(self, address):
        raise OSError(errno.EACCES, f"socket.bind is not possible in a web page: {_NOBODY}")

    listen = accept = bind

    # What `ssl.SSLSocket` has beyond these.

    def version(self):
        return "TLSv1.3"

    def cipher(self):
        return ("TLS_AES_256_GCM_SHA384", "TLSv1.3", 256)

    def selected_alpn_protocol(self):
        return None

    def getpeercert(self, binary_form=False):
        return b"" if binary_form else {}

    def unwrap(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def __repr__(self):
        return f"<socket.socket raddr={self._peer}{' [closed]' if self._closed else ''}>"


class _Stream(io.RawIOBase):
    """The socket as a file."""

    def __init__(self, connection):
        self._connection = connection

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        return self._connection.recv_into(buffer)

    def write(self, data):
        return self._connection.send(bytes(data))

    def close(self):
        if not self.closed:
            super().close()
            self._connection._file_closed()


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The address of a site; names have none in a page, so these are made up (RFC 5737)."""
    if isinstance(host, bytes):
        host = host.decode("ascii")
    address = web.address_of(host or "localhost")
    if address is None:
        raise socket.gaierror(socket.EAI_NONAME, web.why_unknown(host))
    number = {"http": 80, "https": _SECURE, None: 0}.get(port, port)
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, int(number)))]


def gethostbyname(host):
    """The address alone."""
    return getaddrinfo(host, 0)[0][4][0]


def _wrap_socket(context, sock, *args, server_hostname=None, **options):
    """`SSLContext.wrap_socket`: nothing leaves the page, so there is nothing to encrypt."""
    return sock


def install():
    """Give `socket` and `ssl` the bundled web instead of a kernel."""
    socket.socket = socket.SocketType = Socket
    socket.getaddrinfo = getaddrinfo
    socket.gethostbyname = gethostbyname
    ssl.SSLContext.wrap_socket = _wrap_socket
    ssl.HAS_NEVER_CHECK_COMMON_NAME = True
