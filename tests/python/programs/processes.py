"""multiprocessing.Process: every attribute, exit codes, terminate, kill, subclassing."""
import multiprocessing
import os
import sys
import time
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, name):
        super().__init__(name=name)
        self.word = "hello"

    def run(self):
        print(self.word, self.name, multiprocessing.current_process().name)


def ids(parent):
    print(os.getppid() == parent, os.getpid() != parent, multiprocessing.parent_process().pid == parent)


def leave(how):
    sys.exit(how)


def fail():
    raise KeyError("missing")


if __name__ == "__main__":
    greeter = Greeter("greeter")
    print(greeter.is_alive(), greeter.exitcode, greeter.pid, greeter.daemon)
    greeter.start()
    greeter.join()
    print(greeter.is_alive(), greeter.exitcode, greeter.pid > 0, multiprocessing.active_children())
    child = Process(target=ids, args=(os.getpid(),))
    child.start()
    child.join()
    for how in 3, None, "a message":
        child = Process(target=leave, args=(how,))
        child.start()
        child.join()
        print(child.exitcode)
    child = Process(target=fail, name="failing")
    child.start()
    child.join()
    print(child.exitcode)
    for end in "terminate", "kill":
        child = Process(target=time.sleep, args=(30,), daemon=True)
        child.start()
        child.join(0.05)
        print(child.is_alive(), child.exitcode)
        getattr(child, end)()
        child.join()
        print(child.is_alive(), child.exitcode)
    print(multiprocessing.current_process().name, multiprocessing.cpu_count() >= 1)
