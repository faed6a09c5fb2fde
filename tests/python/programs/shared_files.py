"""Files are seen by every process: written, appended, replaced and removed by any of them."""
import glob
import logging
import os
import shutil
import tempfile
import time
from multiprocessing import Barrier, Event, Lock, Pool, Process, current_process


def write(path):
    with open(path, "w") as file:
        file.write("from the child\n")


def append(path, lock, count):
    for number in range(count):
        with lock, open(path, "a") as file:
            file.write(f"{current_process().name} {number}\n")


def append_unlocked(path, gate):
    gate.wait()
    with open(path, "ab", buffering=0) as file:
        for _ in range(50):
            file.write(b"x" * 9 + b"\n")


def count_up(path, lock):
    for _ in range(20):
        with lock:
            with open(path) as file:
                value = int(file.read())
            with open(path, "w") as file:
                file.write(str(value + 1))


def create(path, gate):
    gate.wait()
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
        return 1
    except FileExistsError:
        return 0


def create_and_exit(path, gate):
    os._exit(create(path, gate))


def report(folder, number):
    with open(os.path.join(folder, f"part-{number}.txt"), "w") as file:
        file.write("#" * number)
    return number


def log(number):
    logging.getLogger("work").info("item %d", number)


def follow(path, begun, told):
    with open(path) as file:
        begun.set()
        told.wait()
        print("the child goes on reading:", file.read().split())


def tidy_up(folder):
    os.rename(os.path.join(folder, "old"), os.path.join(folder, "new"))
    os.remove(os.path.join(folder, "waste"))
    os.mkdir(os.path.join(folder, "made"))
    os.rmdir(os.path.join(folder, "empty"))
    os.symlink("new", os.path.join(folder, "link"))
    os.chmod(os.path.join(folder, "new"), 0o600)
    with open(os.path.join(folder, "long"), "r+") as file:
        file.truncate(3)


def run(target, *args, many=1):
    started = [Process(target=target, args=args, name=f"writer-{n}") for n in range(many)]
    for process in started:
        process.start()
    for process in started:
        process.join()
    return sum(process.exitcode for process in started)


if __name__ == "__main__":
    folder = tempfile.mkdtemp()
    os.chdir(folder)

    run(write, "note.txt")
    print(open("note.txt").read(), end="")

    lock = Lock()
    run(append, "lines.txt", lock, 10, many=3)
    with open("lines.txt") as file:
        lines = file.read().splitlines()
    print(len(lines), [lines.count(f"writer-{n} 9") for n in range(3)])

    run(append_unlocked, "whole.txt", Barrier(3), many=3)
    with open("whole.txt", "rb") as file:
        print({bytes(line) for line in file}, os.path.getsize("whole.txt"))

    with open("count.txt", "w") as file:
        file.write("0")
    run(count_up, "count.txt", lock, many=3)
    print("counted", open("count.txt").read())

    print("created by", run(create_and_exit, "only.lock", Barrier(4), many=4))

    with Pool(3) as pool:
        print(pool.starmap(report, [(folder, n) for n in range(1, 6)]))
    for name in sorted(glob.glob("part-*.txt")):
        print(name, os.path.getsize(name))

    handler = logging.FileHandler("work.log")
    handler.setFormatter(logging.Formatter("%(processName)s %(message)s"))
    logging.getLogger("work").addHandler(handler)
    logging.getLogger("work").setLevel(logging.INFO)
    log(0)
    run(log, 1, many=2)
    log(2)
    print(sorted(open("work.log").read().splitlines()))

    with open("growing.txt", "w") as file:
        file.write("one ")
    begun, told = Event(), Event()
    reader = Process(target=follow, args=("growing.txt", begun, told))
    reader.start()
    begun.wait()
    with open("growing.txt", "a") as file:
        file.write("two ")
        file.flush()
        file.write("three")
    told.set()
    reader.join()

    os.mkdir("empty")
    for name in "old", "waste", "long":
        with open(name, "w") as file:
            file.write(name * 3)
    watched = open("waste")
    run(tidy_up, folder)
    for name in "old", "waste", "made", "empty", "long":
        print(name, os.path.exists(name), end="; ")
    print(open("link").read(), oct(os.stat("new").st_mode & 0o777), os.path.getsize("long"))
    print("removed, and still open here:", watched.read())
    kept = os.path.getmtime("new")
    os.utime("new", (1e9, 1e9))
    print(kept <= time.time(), os.path.getmtime("new"))

    os.chdir("/")
    run(shutil.rmtree, folder)
    print("gone:", not os.path.exists(folder))
