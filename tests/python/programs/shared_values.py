"""Value and Array: C types, slices, locks; what one process changes the others see."""
import ctypes
import multiprocessing as mp


def change(number, flag, letters, array):
    with number.get_lock():
        number.value += 0.5
    flag.value = True
    letters.value = b"abc"
    array[1:3] = [7, 8]
    array[0] -= 1


if __name__ == "__main__":
    number, flag = mp.Value(ctypes.c_double, 1.5), mp.Value("b", 0)
    letters, array = mp.Array("c", 5), mp.Array(ctypes.c_int, range(4))
    child = mp.Process(target=change, args=(number, flag, letters, array))
    child.start()
    child.join()
    print(number.value, flag.value, letters.value, letters.raw, array[:], array[::2], len(array))
    wrapped = mp.Value("B", 255)
    wrapped.value += 1
    print(wrapped.value, mp.Value("i", -5).value, mp.Value("L", 2**40).value, mp.Value("f", 0.5).value)
    for wrong in (lambda: array[9], lambda: setattr(number, "value", "x"), lambda: mp.Array("i", -1),
                  lambda: mp.Value("nothing", 1)):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__)
    raw = mp.RawValue("i", 3)
    raw.value *= 2
    zeros = mp.RawArray("h", 3)
    zeros[-1] = 4
    print(raw.value, list(zeros), mp.Value("i", lock=False).value)
    lock = mp.RLock()
    mine = mp.Value("i", 1, lock=lock)
    print(mine.get_lock() is lock, mine.get_obj().value, 2 in array, sum(array))
    with mine:
        mine.value = 9
    print(mine.value)
    try:
        array[0:2] = [1]
    except ValueError as error:
        print(error)
    print(mp.Array("u", "héllo", lock=False).value)
