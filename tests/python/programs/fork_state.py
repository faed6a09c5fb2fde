"""What a forked child begins with: values, closures, classes of every kind; no main guard."""
import collections
import dataclasses
import enum
import functools
import itertools
import logging
import os
import threading
import typing
from abc import ABC, abstractmethod
from multiprocessing import Process


class Shape(ABC):
    sides = 0

    @abstractmethod
    def area(self): ...

    @property
    def name(self):
        return type(self).__name__

    @classmethod
    def make(cls, *args):
        return cls(*args)

    @staticmethod
    def unit():
        return "cm"


class Square(Shape):
    sides = 4

    def __init__(self, side):
        super().__init__()
        self.side = side

    def area(self):
        return self.side ** 2


class Slotted:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x


class Colour(enum.Enum):
    RED = 1
    BLUE = "b"

    def loud(self):
        return self.name + "!"


class Level(enum.IntEnum):
    LOW = 1


@dataclasses.dataclass
class Point:
    x: int
    y: int = 2
    tags: list = dataclasses.field(default_factory=list)


class Pair(typing.NamedTuple):
    left: int
    right: int = 5


Row = collections.namedtuple("Row", "a b")


def closure(start):
    total = start

    def add(n):
        nonlocal total
        total += n
        return total

    return add


def recursive():
    def down(n):
        return n if n == 0 else down(n - 1)

    return down


@functools.lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def decorated(function):
    @functools.wraps(function)
    def call(*args):
        return "<" + function(*args) + ">"

    return call


@decorated
def greet(name, mark="!"):
    """Says hello."""
    return "hello " + name + mark


count = itertools.count(5)
next(count)
add = closure(10)
add(1)
square = Square.make(3)
slotted = Slotted(7)
lock = threading.Lock()
lock.acquire()
idle = threading.Thread(target=print)
generator = (i for i in range(3))
os.environ["LAB"] = "yes"
logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[logging.StreamHandler()])
twice = lambda x: 2 * x  # noqa: E731
shared = [square]
cycle = []
cycle.append(cycle)


def child(things, function):
    print(square.area(), square.name, square.unit(), isinstance(square, Shape), square.sides)
    print(slotted.x, Colour.RED.loud(), Colour("b"), Level.LOW + 1, Colour.RED is Colour(1))
    print(Point(1), Point(1) == Point(1, 2), dataclasses.asdict(Point(3)), Pair(1), Row(1, 2)._asdict())
    print(add(1), recursive()(3), fib(20), greet("you"), greet.__doc__, next(count))
    print(twice(4), function(3), things is shared, things[0] is square, cycle[0] is cycle)
    print(lock.locked(), idle.is_alive(), os.environ["LAB"], logging.root.level)
    try:
        Shape()
    except TypeError as error:
        print(type(error).__name__)
    print(__name__, child.__module__, Square.__qualname__)


print("the main module runs once")
process = Process(target=child, args=(shared, lambda x: x + 1))
process.start()
process.join()
print(process.exitcode, add(1), next(generator))
