"""What is printed past sys.stdout, by the numbers of the two terminals."""
import faulthandler
import importlib.util
import os
import sys
import threading


def write():
    os.write(1, b"from a thread\n")


print("begins", end=" ", flush=True)
os.write(sys.stdout.fileno(), "naïvely\n".encode())
os.write(2, b"an error\n")
with os.fdopen(os.dup(1), "w", buffering=1) as file:
    print("through a file of its own", file=file)
sys.stdout.buffer.write(b"as bytes\n")
sys.stdout.flush()
thread = threading.Thread(target=write)
thread.start()
thread.join()
faulthandler.dump_traceback(all_threads=False)
try:
    import nowhere_to_be_found
except ImportError as error:
    print(type(error).__name__, error, importlib.util.find_spec("nowhere_to_be_found"))
