"""The workloads: what one chunk is, and how partials become the answer, as bytes."""

import array
import bisect
import collections
import heapq
import math
import struct
import time

from pages import Reading, open_web, visit
from pictures import blur, city, tiles


class SplitMix:
    """The page's random numbers: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014)."""

    def __init__(self, seed):
        self.state = seed

    def skip(self, count):
        self.state += count * 0x9E3779B97F4A7C15

    def bits(self):
        """The next 64 bits."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & (1 << 64) - 1
        z = self.state
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & (1 << 64) - 1
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & (1 << 64) - 1
        return z ^ z >> 31

    def below(self, bound):
        return (self.bits() >> 32) * bound >> 32


def is_prime(n):
    if n < 4 or n % 2 == 0:
        return n in (2, 3)
    divisor = 3
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 2
    return True


def square(n):
    return sum(2 * k + 1 for k in range(n))


def wait(start, stop):
    for _ in range(start, stop):
        time.sleep(0.01)
    return list(range(start, stop))


def steps_inside(re, im):
    x = y = 0.0
    for step in range(1000):
        xx, yy = x * x, y * y
        if xx + yy > 4.0:
            return step
        y = (x + x) * y + im
        x = xx - yy + re
    return 1000


def draw(size, tile):
    """The pixels of one tile of the Mandelbrot set, a byte each."""
    columns, rows = (16 * count for count in tiles(size))
    left, top = tile % (columns // 16) * 16, tile // (columns // 16) * 16
    step = 3.6 / columns
    pixels = bytearray()
    for y in range(top, top + 16):
        im = (y + 0.5 - rows / 2) * step
        for x in range(left, left + 16):
            steps = steps_inside((x + 0.5 - columns / 2) * step - 0.75, im)
            pixels.append(255 if steps == 1000 else min(steps, 254))
    return bytes(pixels)


def hits(start, stop, seed):
    """How many of these throws at a square land in the quarter of a circle."""
    stream = SplitMix(seed)
    stream.skip(start)
    found = 0
    for _ in range(start, stop):
        bits = stream.bits()
        x, y = bits >> 33, bits >> 1 & 0x7FFF_FFFF
        found += x * x + y * y < 1 << 62
    return found


def factors(size, seed):
    """Rows of A, then columns of B: whole numbers from -4 to 4."""
    stream = SplitMix(seed)
    a, b = ([[stream.below(9) - 4.0 for _ in range(size)] for _ in range(size)] for _ in "ab")
    return a, [list(column) for column in zip(*b)]


def multiply(rows, columns):
    return [[sum(map(float.__mul__, row, column)) for column in columns] for row in rows]


def write_text(lines, seed):
    """Lines of 64 bytes in which the k-th word comes up 1/k as often as the first."""
    stream = SplitMix(seed)
    words = []
    while len(words) < 320:
        syllables = int("223334"[stream.below(6)])
        word = "".join("bdfgklmnprstvz"[stream.below(14)] + "aaeeiiou"[stream.below(8)]
                       for _ in range(syllables))
        if word not in words:
            words.append(word)
    ends, total = [], 0
    for rank in range(1, 321):
        total += (1 << 20) // rank
        ends.append(total)
    return "".join(write_line(words, ends, stream) for _ in range(lines)).encode()


def write_line(words, ends, stream):
    line = ""
    while True:
        word = words[bisect.bisect_right(ends, stream.below(ends[-1]))]
        if len(line) + len(word) > 63:
            return line.ljust(63)[:63] + "\n"
        line = f"{line}{word} "


def count_words(text):
    counts = collections.Counter()
    for line in text.decode().splitlines():
        counts.update(line.split())
    return counts


def table(partials):
    counts = sum(partials, collections.Counter())
    rows = sorted((word.encode(), count) for word, count in counts.items())
    return b"".join(struct.pack("<II", count, len(word)) + word + bytes(-len(word) % 4)
                    for word, count in rows)


def number(partials):
    return struct.pack("<Q", sum(partials))


def numbers(partials):
    return b"".join(struct.pack(f"<{len(partial)}I", *partial) for partial in partials)


def fnv(data):
    """FNV-1a, 64 bits."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & (1 << 64) - 1
    return value


def download(item, web):
    """How the visit ended, how long the page is, and the fingerprint of its bytes."""
    ending, page = visit(web, item, 20, SplitMix)
    return struct.pack("<IIQ", ending, len(page), fnv(page))


def scrape(item, web):
    """How the visit ended, elements and links of the page, and its title."""
    ending, page = visit(web, item, 40, SplitMix)
    reading = Reading(page)
    title = (reading.title or "").strip().encode()
    head = struct.pack("<IIII", ending, reading.elements, reading.links, len(title))
    return head + title + bytes(-len(title) % 4)


class Workload:
    """What the engine needs to know; sizes and chunks are the page's."""

    def __init__(self, sizes, per_chunk, compute, merge, **parts):
        self.sizes, self.per_chunk, self.compute, self.merge = sizes, per_chunk, compute, merge
        self.items = parts.get("items", lambda size: size)
        self.input = parts.get("input", lambda size, seed: None)
        self.common = parts.get("common", lambda data: None)
        self.own = parts.get("own", lambda data, start, stop: None)
        self.one_by_one = parts.get("one_by_one", False)
        self.reads_web = parts.get("reads_web", False)


def clamp(value, low, high):
    return max(low, min(value, high))


OF_THE_WEB = {"one_by_one": True, "reads_web": True, "input": lambda size, seed: open_web(seed),
              "common": lambda web: web}

# compute(size, start, stop, own, common): `own` is what just this chunk needs, `common` what all do.
WORKLOADS = {
    "primes": Workload(
        (100, 20_000_000, 5_000), lambda size: clamp(size // 128, 256, 4096),
        lambda size, start, stop, own, common: sum(map(is_prime, range(start, stop))), number),
    "sum-of-squares": Workload(
        (1_000, 2_000_000_000, 100_000), lambda size: clamp(size // 256, 8192, 1 << 20),
        lambda size, start, stop, own, common:
            sum(n * n % 1_000_003 for n in range(start, stop)), number),
    "squares": Workload(
        (10, 200_000, 1_000), lambda size: 1,
        lambda size, start, stop, own, common:
            [square(1000 + item % 1000) for item in range(start, stop)],
        numbers, one_by_one=True),
    "wait": Workload(
        (1, 2_000, 24), lambda size: 1,
        lambda size, start, stop, own, common: wait(start, stop), numbers, one_by_one=True),
    "download": Workload(
        (1, 32, 8), lambda size: 1,
        lambda size, start, stop, own, common:
            b"".join(download(item, common) for item in range(start, stop)),
        b"".join, **OF_THE_WEB),
    "scrape": Workload(
        (1, 32, 8), lambda size: 1,
        lambda size, start, stop, own, common:
            b"".join(scrape(item, common) for item in range(start, stop)),
        b"".join, **OF_THE_WEB),
    "mandelbrot": Workload(
        (16, 4_096, 32), lambda size: 1,
        lambda size, start, stop, own, common:
            b"".join(draw(size, tile) for tile in range(start, stop)), b"".join,
        items=lambda size: math.prod(tiles(size))),
    "blur": Workload(
        (16, 2_560, 48), lambda size: 8,
        lambda size, start, stop, own, common:
            b"".join(blur(size, tile, common) for tile in range(start, stop)), b"".join,
        items=lambda size: math.prod(tiles(size)),
        input=lambda size, seed: city(size, SplitMix(seed), SplitMix), common=lambda data: data),
    "monte-carlo": Workload(
        (1_000, 2_000_000_000, 50_000), lambda size: clamp(size // 256, 8192, 1 << 20),
        lambda size, start, stop, own, common: hits(start, stop, common), number,
        input=lambda size, seed: seed, common=lambda data: data),
    "matmul": Workload(
        (8, 2_048, 64),
        lambda size: clamp((1 << 21) // size ** 2, 2, max(size // 32, 2)),
        lambda size, start, stop, own, common: multiply(own, common),
        lambda partials: b"".join(struct.pack(f"<{len(row)}f", *row)
                                  for rows in partials for row in rows),
        input=factors, own=lambda data, start, stop: data[0][start:stop],
        common=lambda data: data[1]),
    "sort": Workload(
        (100, 4_000_000, 50_000), lambda size: clamp(size // 32, 1024, 65_536),
        lambda size, start, stop, own, common: array.array("I", sorted(own)),
        lambda partials: array.array("I", heapq.merge(*partials)).tobytes(),
        input=lambda size, seed: (lambda stream: array.array(
            "I", (stream.bits() >> 32 for _ in range(size))))(SplitMix(seed)),
        own=lambda data, start, stop: data[start:stop]),
    "word-count": Workload(
        (16, 1_000_000, 4_000), lambda size: clamp(size // 64, 64, 1024),
        lambda size, start, stop, own, common: count_words(own), table,
        input=write_text, own=lambda data, start, stop: data[64 * start:64 * stop]),
}
