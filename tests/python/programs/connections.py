"""Pipes: bytes, time-outs, waiting for several, sending a connection, closed ends."""
import errno
import multiprocessing as mp
import threading
from multiprocessing.connection import Listener, wait


def answer(link):
    with link:
        inner = link.recv()
        inner.send("through the inner pipe")
        inner.close()
        link.send_bytes(b"0123456789", 2, 5)


def speak(link, word):
    link.send(word)
    link.close()


if __name__ == "__main__":
    mine, theirs = mp.Pipe()
    child = mp.Process(target=answer, args=(theirs,))
    child.start()
    theirs.close()
    here, there = mp.Pipe()
    mine.send(there)
    there.close()
    print(here.recv())
    buffer = bytearray(8)
    print(mine.poll(30), mine.recv_bytes_into(buffer, 1), bytes(buffer))
    child.join()
    print(mine.poll(30))
    try:
        mine.recv()
    except EOFError:
        print("EOFError")
    try:
        mine.send(1)
    except BrokenPipeError:
        print("BrokenPipeError")
    mine.close()
    for call in mine.fileno, mine.poll:
        try:
            call()
        except OSError as error:
            print(error)
    readers = []
    for word in "one", "two", "three":
        reader, writer = mp.Pipe(duplex=False)
        child = mp.Process(target=speak, args=(writer, word))
        child.start()
        writer.close()
        readers.append(reader)
    heard = []
    while readers:
        for reader in wait(readers):
            try:
                heard.append(reader.recv())
            except EOFError:
                readers.remove(reader)
    print(sorted(heard))
    reader, writer = mp.Pipe(duplex=False)
    for wrong in (lambda: reader.send(1), writer.recv):
        try:
            wrong()
        except OSError as error:
            print(error)
    try:
        writer.send(threading.Lock())
    except TypeError as error:
        print("cannot pickle" in str(error))
    writer.send_bytes(b"too long")
    try:
        reader.recv_bytes(3)
    except OSError as error:
        print(error)
    print(wait([], timeout=0), reader.closed, writer.readable, writer.writable)
    with Listener() as listener:
        try:
            Listener(listener.address)
        except OSError as error:
            print(errno.errorcode[error.errno])
