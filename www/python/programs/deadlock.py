"""Two locks taken in two orders: each thread holds what the other waits for."""
import threading

locks = {"the pen": threading.Lock(), "the paper": threading.Lock()}
both_hold_one = threading.Barrier(2)  # so that it happens in every run


def write_letter(first, second, patience, meet):
    who = threading.current_thread().name
    with locks[first]:
        print(f"{who} holds {first}")
        if meet:
            both_hold_one.wait()
        print(f"{who} waits for {second}")
        # Without a time limit both would wait for ever.
        if locks[second].acquire(timeout=patience):
            print(f"{who} has both and writes")
            locks[second].release()
        else:
            print(f"{who} gives up, and lets go of {first}")


def run(title, ann, bob, meet):
    print(title)
    threads = [
        threading.Thread(target=write_letter, args=(*ann, 1, meet), name="Ann"),
        threading.Thread(target=write_letter, args=(*bob, 10, meet), name="Bob"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


pen_first, paper_first = ("the pen", "the paper"), ("the paper", "the pen")
run("in two orders:", pen_first, paper_first, meet=True)
run("in one order:", pen_first, pen_first, meet=False)
