"""Without a main guard, spawn ends in CPython's own error."""
# start method: spawn
import multiprocessing as mp


def f():
    print("never")


child = mp.Process(target=f)
child.start()
child.join()
print("exit", child.exitcode)
