"""One thing at a time: a program with one thread ends each task before the next."""
import time

start = time.perf_counter()


def say(words):
    print(f"after {time.perf_counter() - start:.1f} s: {words}")


def boil_water():
    say("the kettle is on")
    time.sleep(0.8)  # nothing to do but wait
    say("the water boils")


def sort_receipts():
    say("the receipts are on the table")
    total = 0
    for amount in range(6_000_000):  # busy all the time
        total += amount
    say(f"the receipts add up to {total}")


def wait_for_post():
    say("the letter box is empty")
    time.sleep(0.5)
    say("the post is there")


boil_water()
sort_receipts()
wait_for_post()
say("everything is done")
