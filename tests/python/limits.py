"""What the lab refuses, and how it says so: programs that ask for too much, or for what a page lacks.

    limits.py [--browser chromium|firefox] [PART-OF-A-NAME]
"""

import argparse

import lab

# name → (program, what must be among the text it prints)
REFUSALS = {
    "too many threads": (
        "import threading, time\ntry:\n    for _ in range(1000):\n"
        "        threading.Thread(target=time.sleep, args=(.3,)).start()\n"
        "except RuntimeError as error: print(error)", "can't start new thread"),
    "too many processes": (
        "import time\nfrom multiprocessing import Process\ntry:\n    for _ in range(40):\n"
        "        Process(target=time.sleep, args=(30,), daemon=True).start()\n"
        "except BlockingIOError as error: print(error.strerror)",
        "Resource temporarily unavailable"),
    "too much memory": (
        "x = []\ntry:\n    while True: x.append(bytearray(10**8))\n"
        "except MemoryError: x = None; print('MemoryError')", "MemoryError"),
    "a pool that cannot start": (
        "import multiprocessing\nmultiprocessing.set_start_method('spawn')\n"
        "multiprocessing.Pool(2).map(abs, [1])", "The program was stopped"),
    "shared memory": (
        "from multiprocessing import shared_memory\n"
        "shared_memory.SharedMemory(create=True, size=10)",
        "two interpreters in a page cannot see the same memory"),
    "a command": ("import subprocess\nsubprocess.run(['ls'])",
                  "subprocess is not possible in a web page: there is no other program"),
    "a shell": ("import os\nos.system('ls')", "os.system is not possible in a web page"),
    "os.fork": ("import os\nos.fork()", "os.fork is not possible in a web page"),
    "a socket": (
        "import socket\nsocket.create_connection(('127.0.0.1', 80), timeout=5)",
        "not possible in a web page"),
    "a server": (
        "import socket\nsocket.create_server(('127.0.0.1', 8000))", "not possible in a web page"),
    "a client of a port": (
        "from multiprocessing.connection import Client, Listener\nListener(('localhost', 6000))\n"
        "Client(('localhost', 6000))", "a listener has no address but the one that its `address` says"),
    "a server of asyncio": (
        "import asyncio\nasyncio.run(asyncio.start_server(print, '127.0.0.1', 8000))",
        "create_server of asyncio is not possible in a web page: nobody could connect to it"),
    "a connection of asyncio": (
        "import asyncio\nasyncio.run(asyncio.open_connection('example.com', 80))",
        "create_connection of asyncio is not possible in a web page: only threads reach"),
    "a command of asyncio": (
        "import asyncio\nasyncio.run(asyncio.create_subprocess_exec('ls'))",
        "subprocess_exec of asyncio is not possible in a web page: there is no other program"),
    "a package": ("import numpy", "the lab has requests and beautifulsoup4 (bs4)"),
    "a full disk": (
        "from multiprocessing import Event, Process\nend = Event()\nchild = Process(target=end.wait)\n"
        "child.start()\ntry:\n    with open('/tmp/large', 'wb') as file:\n"
        "        for _ in range(80): file.write(bytes(2**20))\n"
        "except OSError as error: print(error)\nend.set()\nchild.join()\n"
        "with open('/tmp/large', 'wb') as file: print(file.write(bytes(2**20)))",
        "No space left on device\n1048576\n"),
    "a file too large for a child's copy": (
        "from multiprocessing import Event, Process\ntold = Event()\n"
        "def child():\n    told.wait()\n    print('read', open('/tmp/note').read())\n"
        "with open('/tmp/large', 'wb') as file: file.write(bytes(40 * 2**20))\n"
        "reader = Process(target=child)\nreader.start()\n"
        "with open('/tmp/large', 'ab') as file: file.write(b'more')\n"
        "with open('/tmp/note', 'w') as file: file.write('a note')\n"
        "told.set()\nreader.join()", "read a note"),
    "something that cannot be copied": (
        "from multiprocessing import Process\nnumbers = (n for n in range(3))\n"
        "def child():\n    print(next(numbers))\nProcess(target=child).start()",
        "'numbers', an object of type 'generator', could not be copied into this process"),
}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--browser", default="chromium")
    options.add_argument("part", nargs="?", default="")
    options = options.parse_args()
    refusals = {name: case for name, case in REFUSALS.items() if options.part in name}
    if not refusals:
        lab.conclude(0, 0)
    failed = 0
    with lab.opened(options.browser) as page:
        for name, (code, expected) in refusals.items():
            got = page.run(code)
            fine = expected in got["output"] and not got["late"]
            failed += not fine
            print("ok " if fine else "BAD", name, f"{got['elapsedMs']:.0f} ms", flush=True)
            if not fine:
                print("    ", got["output"][-1500:].replace("\n", "\n     "), flush=True)
    lab.conclude(len(refusals) - failed, failed)


if __name__ == "__main__":
    main()
