"""_thread: locks, starting, numbering and interrupting threads."""
import _thread
import sys
import time

lock = _thread.allocate_lock()
print(lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(True, 0.02))
lock.release()
print(lock.locked(), isinstance(lock, _thread.LockType), _thread.error is RuntimeError)
print(_thread.TIMEOUT_MAX > 1e6, _thread.stack_size() >= 0)
done = _thread.allocate_lock()
done.acquire()
main = _thread.get_ident()
seen = []


def work(word, mark="."):
    seen.append((word + mark, _thread.get_ident() != main, sys.exc_info()))
    done.release()
    _thread.exit()


number = _thread.start_new_thread(work, ("hello",), {"mark": "!"})
done.acquire()
print(seen, number != main, _thread.get_native_id() > 0)
for wrong in ((1, ()), (work, 1), (work, (), 2)):
    try:
        _thread.start_new_thread(*wrong)
    except TypeError as error:
        print(error)


def fail():
    try:
        raise LookupError("caught here")
    finally:
        done.release()


_thread.start_new_thread(fail, ())
done.acquire()
_thread.start_new_thread(_thread.interrupt_main, ())
try:
    time.sleep(30)
except KeyboardInterrupt:
    print("interrupted")
