"""atexit, an uncaught error, and the exit code it gives."""
import atexit
import threading
import time

atexit.register(print, "at exit")
threading.Thread(target=lambda: (time.sleep(0.05), print("thread ends"))).start()
raise LookupError("nothing here")
