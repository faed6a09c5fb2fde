"""A child has a copy of its parent's memory, and threads share theirs."""
import threading
from multiprocessing import Process

numbers = [1, 2]


def change():
    numbers.append(3)
    print(sorted(numbers))


process = Process(target=change)
process.start()
process.join()
print(numbers)
thread = threading.Thread(target=change)
thread.start()
thread.join()
print(numbers)
