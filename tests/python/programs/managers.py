"""Manager: list, dict, Namespace, Queue, Lock, Value shared by processes."""
from multiprocessing import Manager, Process


def work(i, names, table, space, queue, lock):
    with lock:
        names.append(i)
        table[i] = i * i
        space.total += i
    queue.put(i)


if __name__ == "__main__":
    with Manager() as manager:
        names, table, space = manager.list(), manager.dict(), manager.Namespace(total=0)
        queue, lock = manager.Queue(), manager.Lock()
        children = [Process(target=work, args=(i, names, table, space, queue, lock)) for i in range(3)]
        [child.start() for child in children]
        [child.join() for child in children]
        print(sorted(names), sorted(table.items()), space.total, sorted(queue.get() for _ in range(3)))
        print(len(names), 2 in table, names[0] in (0, 1, 2), type(names).__name__, str(names)[0])
        value, array = manager.Value("i", 5), manager.Array("i", [1, 2])
        value.value += 1
        print(value.value, list(array))
        try:
            table["missing"]
        except KeyError as error:
            print("KeyError", error)
    print("closed")
