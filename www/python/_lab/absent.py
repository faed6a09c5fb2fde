"""What a page cannot do, said in a sentence: other programs, sockets, `fork` and its kin."""

import errno
import os
import socket
import subprocess

_CALLS = ("fork", "forkpty", "execv", "execve", "posix_spawn", "system", "popen")
_SOCKET_METHODS = ("bind", "listen", "accept", "connect", "connect_ex", "sendto")


def _impossible(name, why=""):
    def refuse(*args, **kwargs):
        raise OSError(errno.ENOSYS, f"{name} is not possible in a web page{why}")

    refuse.__name__ = refuse.__qualname__ = name.rpartition(".")[2]
    return refuse


def install():
    for name in _CALLS:
        setattr(os, name, _impossible(f"os.{name}"))
    no_program = ": there is no other program it could start"
    subprocess.Popen.__init__ = _impossible("subprocess", no_program)
    subprocess.Popen.__del__ = lambda self: None
    no_socket = ": it may not open connections of its own"
    for name in _SOCKET_METHODS:
        setattr(socket.socket, name, _impossible(f"socket.{name}", no_socket))
    socket.socketpair = _impossible("socket.socketpair", no_socket)
