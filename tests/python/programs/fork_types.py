"""A forked child has what typed programs define: type variables, generics, protocols, hooks of classes."""
import abc
import enum
import struct
import typing
from multiprocessing import Pool, Process

Item = typing.TypeVar("Item")
Number = typing.TypeVar("Number", int, float)
Parameters = typing.ParamSpec("Parameters")
UserId = typing.NewType("UserId", int)
Handler = typing.Callable[[Item], Item]


class Stack(typing.Generic[Item]):
    def __init__(self) -> None:
        self.items: list[Item] = []

    def push(self, item: Item) -> None:
        self.items.append(item)


class Numbers(Stack[Number], abc.ABC):
    @abc.abstractmethod
    def total(self) -> Number: ...


class Sum(Numbers[int]):
    def total(self) -> int:
        return sum(self.items)


class Film(typing.TypedDict, total=False):
    title: str


@typing.runtime_checkable
class Runs(typing.Protocol):
    def run(self) -> int: ...


class Plugin:
    known: typing.ClassVar = {}

    def __init_subclass__(cls, /, key, **options):
        super().__init_subclass__(**options)
        print("made", key)
        Plugin.known[key] = cls


class Red(Plugin, key="red"):
    def run(self):
        return 1


class Blue(Red, key="blue"):
    def run(self):
        return super().run() + 1


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, thing, kind=None):
        return getattr(thing, self.name)

    def __set__(self, thing, value):
        if value < 0:
            raise ValueError(f"{self.name} is negative")
        setattr(thing, self.name, value)


class Account:
    balance = Positive()

    def __init__(self, balance):
        self.balance = balance


class Planet(enum.Enum):
    MARS = (6.4e23, 3.4e6)
    EARTH = (6.0e24, 6.4e6)

    def __init__(self, mass, radius):
        print("weighs", self.name)
        self.mass = mass
        self.radius = radius

    def __str__(self):
        return self.name.title()

    @property
    def gravity(self):
        return round(6.67e-11 * self.mass / self.radius**2, 1)

    @classmethod
    def heaviest(cls):
        return max(cls, key=lambda planet: planet.mass)


class Counting(type):
    made = []

    def __new__(meta, name, bases, names):
        meta.made.append(name)
        return super().__new__(meta, name, bases, names)

    def __call__(cls, *args):
        thing = super().__call__(*args)
        thing.tag = cls.__name__.lower()
        return thing


class Counted(metaclass=Counting):
    pass


pair = struct.Struct("<HH")
part = memoryview(b"abc")


def apply(handler: Handler, item: Item) -> Item:
    return handler(item)


def work(value: int) -> int:
    stack: Stack[int] = Stack()
    stack.push(value)
    return apply(abs, UserId(stack.items[0]))


def child():
    numbers = Sum()
    numbers.push(3)
    numbers.push(4)
    film: Film = {"title": "M"}
    print(numbers.total(), film, isinstance(Red(), Runs), isinstance(Sum(), Runs), Stack.__parameters__)
    print({key: kind().run() for key, kind in sorted(Plugin.known.items())}, Blue.__mro__[1] is Red)
    account = Account(3)
    try:
        account.balance = -1
    except ValueError as error:
        print(error, account.balance)
    try:
        Numbers()
    except TypeError as error:
        print(type(error).__name__)
    print(Counting.made, Counted().tag, pair.pack(1, 2), bytes(part))
    print(Planet.EARTH.gravity, f"{Planet.heaviest()} {Planet.MARS}", Planet((6.4e23, 3.4e6)) is Planet.MARS)
    type("Green", (Plugin,), {}, key="green")
    print(sorted(Plugin.known), Number.__constraints__, UserId.__supertype__, Parameters.__name__)


process = Process(target=child)
process.start()
process.join()
print(process.exitcode)
if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(work, [-1, -2, -3]))
