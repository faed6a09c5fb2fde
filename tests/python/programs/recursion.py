"""Recursion without end is an error that can be caught, in C code and in threads too."""
import threading


def down(n):
    return down(n + 1)


def down_in_c(n):
    return max([n], key=lambda value: down_in_c(n + 1))


def attempt():
    for function in down, down_in_c:
        try:
            function(0)
        except RecursionError:
            print("RecursionError")


attempt()
thread = threading.Thread(target=attempt)
thread.start()
thread.join()


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


print(deep(900))
