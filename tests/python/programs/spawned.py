"""Under spawn: Process, Queue, Pool, Manager, Value; globals set later are not known to a child."""
# start method: spawn
import multiprocessing as mp

setting = "as imported"


class Job:
    def __init__(self, number):
        self.number = number

    def __call__(self):
        return self.number * 2


def tell(queue, job):
    queue.put((setting, job(), __name__, mp.current_process().name))


def square(x):
    return x * x


def add(value):
    with value.get_lock():
        value.value += 1


def local_function():
    def inner():
        return 1
    return inner


if __name__ == "__main__":
    setting = "changed"
    queue = mp.Queue()
    child = mp.Process(target=tell, args=(queue, Job(4)))
    child.start()
    print(queue.get())
    child.join()
    value = mp.Value("i", 0)
    children = [mp.Process(target=add, args=(value,)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print(value.value)
    with mp.Pool(2) as pool:
        print(pool.map(square, range(5)))
        for wrong in (lambda x: x, local_function()):
            try:
                pool.map(wrong, [1])
            except Exception as error:
                print("local" in str(error) or "lambda" in str(error))
    with mp.Manager() as manager:
        names = manager.list()
        child = mp.Process(target=names.append, args=(1,))
        child.start()
        child.join()
        print(list(names))
    try:
        mp.Process(target=lambda: 1).start()
    except Exception as error:
        print("lambda" in str(error))
