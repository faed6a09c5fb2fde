"""An exception in a thread, excepthook, thread-local data, sys.exit in a thread."""
import sys
import threading

local = threading.local()
local.x = "main"


def look():
    print(hasattr(local, "x"))
    local.x = "thread"


def divide():
    return 1 / 0


for target in (look, divide, sys.exit):
    thread = threading.Thread(target=target, name=target.__name__)
    thread.start()
    thread.join()
print(local.x)
threading.excepthook = lambda arguments: print(arguments.exc_type.__name__, arguments.thread.name)
thread = threading.Thread(target=divide, name="hooked")
thread.start()
thread.join()


class Base(threading.local):
    def __init__(self):
        self.items = []


base = Base()
base.items.append(1)
thread = threading.Thread(target=lambda: print(base.items))
thread.start()
thread.join()
print(base.items)
