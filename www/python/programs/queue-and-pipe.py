"""Processes talk by messages: a bounded queue between two of them, then a pipe."""
import os
import time
from multiprocessing import Pipe, Process, Queue


def produce(orders):
    for number in range(1, 7):
        orders.put(number)  # waits while the queue holds three
        print(f"process {os.getpid()} sent order {number}")
    orders.put(None)  # there will be no more


def consume(orders):
    while (number := orders.get()) is not None:  # waits while the queue is empty
        time.sleep(0.1)
        print(f"process {os.getpid()} served order {number}")


def double(connection):
    connection.send(connection.recv() * 2)


if __name__ == "__main__":
    orders = Queue(maxsize=3)
    processes = [Process(target=work, args=(orders,)) for work in (produce, consume)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    ours, theirs = Pipe()
    process = Process(target=double, args=(theirs,))
    process.start()
    ours.send(21)
    print(f"21 went through the pipe, {ours.recv()} came back")
    process.join()
