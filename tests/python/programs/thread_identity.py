"""Who a thread is: names, numbers, daemons, and what may not be done to it."""
import threading
import time

barrier = threading.Barrier(3)
identities = []


def tell():
    me = threading.current_thread()
    identities.append((me.ident, me.native_id, threading.get_ident() == me.ident))
    barrier.wait()
    barrier.wait()


threads = [threading.Thread(target=tell) for _ in range(2)]
for thread in threads:
    thread.start()
barrier.wait()
print(len({ident for ident, _, _ in identities}), len({native for _, native, _ in identities}))
print(all(same for _, _, same in identities), threading.active_count(), len(threading.enumerate()))
print([thread.name for thread in threads], threading.main_thread().name)
try:
    threads[0].daemon = True
except RuntimeError as error:
    print(error)
barrier.wait()
for thread in threads:
    thread.join()
print(threading.active_count())
thread = threading.Thread(daemon=True)
thread.name = "renamed"
print(thread.name, thread.daemon, thread.ident, thread.native_id, repr(thread).startswith("<Thread(renamed, initial"))
thread.run()
inherited = []
thread = threading.Thread(target=lambda: inherited.append(threading.Thread().daemon), daemon=True)
thread.start()
thread.join()
print(inherited, "stopped" in repr(thread), thread.is_alive())
try:
    threading.Thread(group=1)
except AssertionError as error:
    print(error)
try:
    threading.Thread.join(None)
except AttributeError:
    print("not a thread")


class Half(threading.Thread):
    def __init__(self):
        pass


try:
    Half().start()
except RuntimeError as error:
    print(error)
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
print("a daemon does not keep the program")
