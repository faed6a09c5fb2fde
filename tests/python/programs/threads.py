"""threading.Thread: arguments, names, daemons, subclasses, joining, what enumerate sees."""
import threading
import time


class Counter(threading.Thread):
    def __init__(self, limit):
        super().__init__(name="counter")
        self.limit = limit
        self.total = 0

    def run(self):
        for i in range(self.limit):
            self.total += i


def hello(name, *, times):
    for i in range(times):
        print(name, i, threading.current_thread().name)


first = threading.Thread(target=hello, args=("a",), kwargs={"times": 2}, name="first")
print(first.is_alive(), first.name, first.daemon, first.ident)
first.start()
first.join()
print(first.is_alive(), first.ident is not None)
counter = Counter(1000)
counter.start()
counter.join()
print(counter.total)
sleeper = threading.Thread(target=time.sleep, args=(30,), daemon=True)
sleeper.start()
sleeper.join(timeout=0.05)
print(sleeper.is_alive(), sleeper.daemon, threading.active_count())
print(sorted(thread.name.split(" ")[0] for thread in threading.enumerate()))
print(threading.main_thread() is threading.current_thread(), threading.current_thread().name)
for wrong in (lambda: first.start(), lambda: threading.current_thread().join(),
              lambda: threading.Thread(target=print).join()):
    try:
        wrong()
    except RuntimeError as error:
        print(error)
order = []
threads = [threading.Thread(target=order.append, args=(i,)) for i in range(20)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(order))
threading.Thread(target=lambda: (time.sleep(0.1), print("after main"))).start()
print("main is done")
