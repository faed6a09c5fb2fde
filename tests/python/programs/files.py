"""A child finds its parent's files."""
from multiprocessing import Process


def child():
    print(open("notes.txt").read())


if __name__ == "__main__":
    with open("notes.txt", "w") as file:
        file.write("from the parent")
    process = Process(target=child)
    process.start()
    process.join()
