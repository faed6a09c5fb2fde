"""A queue between one producer and two consumers."""
import queue
import threading
import time

orders = queue.Queue(maxsize=3)


def produce():
    for number in range(1, 9):
        orders.put(number)  # waits while the queue is full
        print(f"order {number} is in the queue")
    for _ in consumers:
        orders.put(None)  # no more orders for this consumer


def consume():
    while (number := orders.get()) is not None:
        time.sleep(0.1)
        print(f"order {number} is ready")


consumers = [threading.Thread(target=consume, name=f"cook-{n}") for n in (1, 2)]
producer = threading.Thread(target=produce, name="waiter")
for thread in (producer, *consumers):
    thread.start()
for thread in (producer, *consumers):
    thread.join()
print("all orders are served")
