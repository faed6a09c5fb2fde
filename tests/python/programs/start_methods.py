"""set_start_method and contexts: what spawn runs again, and what it does not know."""
import multiprocessing as mp

print("main module as", __name__ == "__mp_main__" and "__mp_main__" or __name__)
state = "first"


def tell(queue):
    queue.put((__name__, state))


if __name__ == "__main__":
    state = "changed"
    print("spawn" in mp.get_all_start_methods(), mp.get_start_method())
    for method in "fork", "spawn":
        context = mp.get_context(method)
        queue = context.Queue()
        child = context.Process(target=tell, args=(queue,))
        child.start()
        print(method, queue.get())
        child.join()
    try:
        mp.set_start_method("spawn")
    except RuntimeError as error:
        print(error)
    mp.set_start_method("spawn", force=True)
    print(mp.get_start_method())
