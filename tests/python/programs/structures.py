"""C structures shared by processes, as the documentation of sharedctypes has them."""
import ctypes
from multiprocessing import Lock, Process
from multiprocessing.sharedctypes import Array, RawArray, RawValue, Value, copy, synchronized


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("y", ctypes.c_double)]

    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5


class Line(ctypes.Structure):
    _fields_ = [("start", Point), ("end", Point), ("name", ctypes.c_char * 8), ("width", ctypes.c_short)]


def square(number, fraction, text, points):
    number.value **= 2
    fraction.value **= 2
    text.value = text.value.upper()
    for point in points:
        point.x **= 2
        point.y **= 2


def move(line, raw, count):
    line.start.x += 1
    line.name = b"moved"
    line.width -= 5
    raw.y = 7
    with count:
        count.get_obj().x += 2


if __name__ == "__main__":
    lock = Lock()
    number = Value("i", 7)
    fraction = Value(ctypes.c_double, 1.0 / 3.0, lock=False)
    text = Array("c", b"hello world", lock=lock)
    points = Array(Point, [(1.875, -6.25), (-5.75, 2.0), (2.375, 9.5)], lock=lock)
    process = Process(target=square, args=(number, fraction, text, points))
    process.start()
    process.join()
    print(number.value, fraction.value, text.value, [(point.x, point.y) for point in points])
    line = RawValue(Line, Point(1, 2), Point(3, 4), b"line", 3)
    raw, count = RawValue(Point), Value(Point, 1, 2)
    process = Process(target=move, args=(line, raw, count))
    process.start()
    process.join()
    print(process.exitcode, line.start.x, line.end.y, line.name, line.width, raw.x, raw.y, count.x, count.y)
    print(count.get_lock() is not None, points[1].norm(), len(points), points[-1].x)
    own = Point(8, 9)
    theirs = copy(own)
    own.x = 0
    print(theirs.x, theirs.y)
    twin = copy(raw)
    twin.x = 5
    numbers = RawArray("i", [1, 2, 3])
    guarded = synchronized(numbers)
    other = copy(numbers)
    guarded[0] = 9
    with guarded.get_lock():
        print(numbers[:], guarded[:], other[:], raw.x, twin.x, twin.y)
