"""Managers: own classes, nested proxies, Event, Condition, Barrier, Pool; errors from the server."""
import multiprocessing as mp
from multiprocessing import Manager, Pool, Process
from multiprocessing.managers import BaseManager


class Account:
    def __init__(self, start):
        self.balance = start

    def deposit(self, amount):
        self.balance += amount
        return self.balance

    def read(self):
        return self.balance

    def fail(self):
        raise ZeroDivisionError("in the server")


class Bank(BaseManager):
    pass


Bank.register("Account", Account)


def wait_for(event, account):
    event.wait()
    account.deposit(5)


def fill(arguments):
    table, key = arguments
    table[key] = key * 10


def change(nested):
    inner = nested["inner"]
    inner.append(3)
    nested["plain"].append(4)


if __name__ == "__main__":
    with Bank() as bank, Manager() as manager:
        account, event = bank.Account(100), manager.Event()
        children = [Process(target=wait_for, args=(event, account)) for _ in range(2)]
        for child in children:
            child.start()
        print(account.deposit(1), event.is_set())
        event.set()
        for child in children:
            child.join()
        print(account.read())
        try:
            account.fail()
        except ZeroDivisionError as error:
            print(error)
        table = manager.dict()
        with Pool(2) as pool:
            pool.map(fill, [(table, key) for key in range(4)])
        print(sorted(table.items()), table.get(9), table.pop(0), sorted(table.keys()), len(table))
        table.update(a=1)
        nested = manager.dict(inner=manager.list([1, 2]), plain=[1])
        child = Process(target=change, args=(nested,))
        child.start()
        child.join()
        print(list(nested["inner"]), nested["plain"], "inner" in nested)
        numbers = manager.list(range(5))
        numbers[1:3] = [9]
        numbers.reverse()
        numbers.extend([1, 1])
        print(list(numbers), numbers.count(1), numbers.index(9), numbers[-2:], numbers * 0)
        try:
            numbers.remove(100)
        except ValueError as error:
            print(error)
        semaphore, barrier, lock = manager.Semaphore(2), manager.Barrier(1), manager.RLock()
        with semaphore, lock:
            print(semaphore.acquire(), barrier.wait(), lock.acquire())
        condition, queue = manager.Condition(), manager.JoinableQueue()
        with condition:
            print(condition.wait(0.02))
        queue.put("item")
        print(queue.get(), queue.task_done(), queue.join(), queue.empty())
        space = manager.Namespace(x=1)
        del space.x
        print(hasattr(space, "x"))
        pool = manager.Pool(1)
        print(pool.apply(abs, (-3,)))
    try:
        account.read()
    except (ConnectionError, EOFError, FileNotFoundError):
        print("the manager is gone")
