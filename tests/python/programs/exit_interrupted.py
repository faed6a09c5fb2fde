"""KeyboardInterrupt that nobody catches, while threads still run."""
import os
import signal
import threading
import time

threading.Thread(target=lambda: (time.sleep(0.2), print("the thread ends first"))).start()
os.kill(os.getpid(), signal.SIGINT)
time.sleep(30)
