"""logging from threads and processes; a queue that brings the records home."""
import logging
import logging.handlers
import multiprocessing
import sys
import threading

FORMAT = "%(levelname)s %(processName)s %(threadName)s %(message)s"


def work(queue):
    root = logging.getLogger()
    root.handlers[:] = [logging.handlers.QueueHandler(queue)]
    root.setLevel(logging.INFO)
    logging.info("in a child: %d", 1)
    inner = threading.Thread(target=logging.warning, args=("in its thread",), name="inner")
    inner.start()
    inner.join()  # a process that ends may close its queue before its threads are done


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format=FORMAT, stream=sys.stdout)
    logging.info("in the parent")
    thread = threading.Thread(target=logging.getLogger("named").info, args=("in a thread",), name="outer")
    thread.start()
    thread.join()
    queue = multiprocessing.Queue()
    listener = logging.handlers.QueueListener(queue, *logging.getLogger().handlers)
    listener.start()
    child = multiprocessing.Process(target=work, args=(queue,), name="worker")
    child.start()
    child.join()
    listener.stop()
    print(multiprocessing.get_logger().name, multiprocessing.get_logger().level)
