"""Puts shared pipes under `multiprocessing.connection`: pipes, listeners, clients, `wait`."""

import errno

from multiprocessing import connection, context, reduction

from . import descriptors, gil

_ADDRESS = "/shared/"


def pipe(duplex=True):
    """`multiprocessing.Pipe`."""
    if duplex:
        one, other = descriptors.new_pair()
        return connection.Connection(one), connection.Connection(other)
    reader, writer = descriptors.new_pipe()
    return (
        connection.Connection(reader, writable=False),
        connection.Connection(writer, readable=False),
    )


def wait(object_list, timeout=None):
    """`multiprocessing.connection.wait`."""
    objects = {}
    for item in object_list:
        objects[item if isinstance(item, int) else item.fileno()] = item
    if timeout is not None:
        timeout = max(timeout, 0)
    gil.give_way()  # as every call of the system does: `Pool` polls in a loop
    return [objects[number] for number in descriptors.wait_ready(list(objects), timeout)]


class SocketListener:
    """Accepts connections: an address names a pipe, on which a client leaves two more."""

    def __init__(self, address, family, backlog=1):
        if _pipe_at(address) is not None:
            raise OSError(errno.EADDRINUSE, "Address already in use")
        self._requests, self._door = descriptors.new_pipe()
        pipe_number = descriptors.pipe_of(self._requests)
        self._address = f"{_ADDRESS}{pipe_number}-{gil.calls.generation(pipe_number)}"
        self._last_accepted = None

    def accept(self):
        request = b""
        while len(request) < 8:
            request += descriptors.read(self._requests, 8 - len(request))
        reads, writes = int.from_bytes(request[:4]), int.from_bytes(request[4:])
        return connection.Connection(descriptors.receive(reads, writes))

    def close(self):
        if self._requests is not None:
            descriptors.close(self._requests)
            descriptors.close(self._door)
            self._requests = None


def socket_client(address):
    """A connection to the listener at `address`."""
    door = descriptors.hold(None, _listener_at(address))
    try:
        _listener_at(address)  # still: what is held is no other pipe's
        mine, theirs = descriptors.make(), descriptors.make()
        number = descriptors.hold(mine, theirs)
        descriptors.send(theirs, mine)
        descriptors.write(door, theirs.to_bytes(4) + mine.to_bytes(4))
    finally:
        descriptors.close(door)
    return connection.Connection(number)


def _listener_at(address):
    pipe_number = _pipe_at(address)
    if pipe_number is not None:
        return pipe_number
    why = "" if str(address).startswith(_ADDRESS) else (
        ": in a web page a listener has no address but the one that its `address` says"
    )
    raise ConnectionRefusedError(errno.ECONNREFUSED, f"Connection refused{why}")


def _pipe_at(address):
    """The pipe of a listener that still listens; None where there is none."""
    name, _, generation = str(address).removeprefix(_ADDRESS).partition("-")
    if name.isdigit() and generation.isdigit():
        pipe_number = int(name)
        if gil.calls.generation(pipe_number) == int(generation):
            if gil.calls.hasReaders(pipe_number):
                return pipe_number
    return None


def _duplicate(number):
    """`reduction.DupFd`: to a child that is being started, or to whoever reads a message."""
    popen = context.get_spawning_popen()
    return descriptors.Passed(number, popen and popen.pid)


def _reduce(link):
    if link.closed:  # only the copy of a forked child may hold one
        return _make_closed, (link.readable, link.writable)
    return _rebuild, (_duplicate(link.fileno()), link.readable, link.writable)


def _rebuild(passed, readable, writable):
    return connection.Connection(passed.detach(), readable, writable)


def _make_closed(readable, writable):
    made = connection.Connection(0, readable, writable)
    made._handle = None
    return made


def install():
    own = connection.Connection
    own._send.__defaults__ = (descriptors.write,)
    own._recv.__defaults__ = (descriptors.read,)
    own._close.__defaults__ = (descriptors.close,)
    connection.Pipe = pipe
    connection.wait = wait
    connection.SocketListener = SocketListener
    connection.SocketClient = socket_client
    connection.default_family = "AF_UNIX"
    if "AF_UNIX" not in connection.families:
        connection.families.append("AF_UNIX")
    connection.arbitrary_address = lambda family: _ADDRESS
    reduction.DupFd = _duplicate
    reduction.register(own, _reduce)
