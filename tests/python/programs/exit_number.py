"""sys.exit with a number, from a function, with a thread that still has something to say."""
import sys
import threading
import time


def leave():
    try:
        sys.exit(42)
    finally:
        print("tidied up")


threading.Thread(target=lambda: (time.sleep(0.05), print("after sys.exit"))).start()
leave()
