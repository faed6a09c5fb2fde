"""Queue, SimpleQueue, JoinableQueue, Pipe between processes; big messages; the end of a file."""
import multiprocessing as mp
import queue


def produce(items, count):
    for i in range(count):
        items.put({"i": i})
    items.put(None)


def work(jobs, results):
    while (job := jobs.get()) is not None:
        results.put(job * 2)
        jobs.task_done()
    jobs.task_done()


def echo(link):
    try:
        while True:
            link.send(link.recv())
    except EOFError:
        print("end")


if __name__ == "__main__":
    items = mp.Queue()
    child = mp.Process(target=produce, args=(items, 100))
    child.start()
    got = []
    while (item := items.get()) is not None:
        got.append(item["i"])
    child.join()
    print(got == list(range(100)), items.empty())
    try:
        items.get(timeout=0.05)
    except queue.Empty:
        print("empty")
    bounded = mp.Queue(1)
    bounded.put(1)
    try:
        bounded.put(2, timeout=0.05)
    except queue.Full:
        print("full", bounded.get())
    jobs, results = mp.JoinableQueue(), mp.SimpleQueue()
    workers = [mp.Process(target=work, args=(jobs, results)) for _ in range(2)]
    [worker.start() for worker in workers]
    for i in range(6):
        jobs.put(i)
    jobs.join()
    print(sorted(results.get() for _ in range(6)))
    for _ in workers:
        jobs.put(None)
    [worker.join() for worker in workers]
    mine, theirs = mp.Pipe()
    child = mp.Process(target=echo, args=(theirs,))
    child.start()
    theirs.close()
    big = b"x" * 300_000
    mine.send(big)
    print(mine.poll(20), mine.recv() == big, mine.poll(0))
    mine.send_bytes(b"raw")
    try:
        print(mine.recv())
    except Exception as error:
        print(type(error).__name__)
    mine.close()
    child.join()
    reader, writer = mp.Pipe(duplex=False)
    writer.send([1, "two", None])
    writer.close()
    print(reader.recv())
    try:
        reader.recv()
    except EOFError:
        print("EOFError")
