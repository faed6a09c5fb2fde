"""Exit codes of children, as a shell would see them: what is left of a number is one byte."""
import multiprocessing
import os
import sys
import threading


def quit_with(code):
    sys.exit(code)


def quit_in_thread():
    thread = threading.Thread(target=sys.exit, args=(9,))
    thread.start()
    thread.join()


if __name__ == "__main__":
    endings = [(quit_with, (code,)) for code in (-1, 257)]
    endings += [(quit_in_thread, ()), (os.abort, ())]
    processes = [multiprocessing.Process(target=target, args=args) for target, args in endings]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        print(process.exitcode)
    print("SIGABRT" in repr(processes[-1]))
