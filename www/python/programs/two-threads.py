"""Two threads, one for numbers and one for letters: no two runs mix them alike."""
import random
import threading
import time


def print_all(items):
    for item in items:
        time.sleep(random.uniform(0.02, 0.12))  # as long as chance will have it
        print(f"{threading.current_thread().name}: {item}")


numbers = threading.Thread(target=print_all, args=("12345",), name="numbers")
letters = threading.Thread(target=print_all, args=("abcde",), name="letters")

print("nothing has started yet")
numbers.start()
letters.start()
print("both run, and the main thread still goes on")

numbers.join()  # wait here until the thread has ended
letters.join()
print("both have ended")
