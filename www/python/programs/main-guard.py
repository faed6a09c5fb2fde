"""No main guard: fine where processes are forked, an error where they are spawned."""
import multiprocessing
import os


def greet(name):
    print(f"hello {name}, from process {os.getpid()}")


method = multiprocessing.get_start_method()
print(f"process {os.getpid()} runs this file as {__name__}, start method {method}")

# Under spawn the child runs this file too, and so comes here before it can greet.
process = multiprocessing.Process(target=greet, args=("reader",))
process.start()
process.join()
print(f"the child ended with exit code {process.exitcode}")
