"""With join, without it, and a daemon thread that is cut off when the program ends."""
import threading
import time


def work(seconds):
    name = threading.current_thread().name
    print(f"{name} begins")
    time.sleep(seconds)
    print(f"{name} ends")


def start(name, seconds, daemon=False):
    thread = threading.Thread(target=work, args=(seconds,), name=name, daemon=daemon)
    thread.start()
    return thread


joined = start("joined", 0.4)
joined.join()
print("main: join came back, so the thread has ended")

start("not joined", 0.4)
print("main: nobody waited, and I am here already")

start("daemon", 60, daemon=True)
print("main: this is my last line")
# Python still waits for the thread that was not joined, but not for the daemon.
