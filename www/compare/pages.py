"""The bundled web of the page: its addresses, what a visit to one brings, and reading that."""

import collections
import time

MOST_REDIRECTS = 5
NO_PAGE = {"silent": 1, "refused": 2, "nowhere": 3}  # how visits end without a status


class Address(collections.namedtuple("Address", "name outcome latency_ms file")):
    """A line of the list; of a redirect `file` is where it leads."""

    def is_moved(self):
        return self.outcome.startswith("3")

    def has_page(self):
        return self.outcome not in NO_PAGE and not self.is_moved()


class Site:
    """Where the pages are: `read` makes bytes of a file's name."""

    read = None


Web = collections.namedtuple("Web", "seed addresses read")


def open_web(seed):
    """What lanes need to know of it."""
    rows = (line.split() for line in Site.read("addresses.txt").decode().splitlines()
            if not line.startswith("#"))
    return Web(seed, [Address(name, outcome, int(latency_ms), file)
                      for name, outcome, latency_ms, file in rows], Site.read)


def visit(web, item, part, numbers):
    """How a visit ends, as a number, and the page. Takes a part of the latency, a quarter more or less
    by the seed, or as long as the page takes; `numbers` makes random ones of a seed."""
    began, address = time.perf_counter(), web.addresses[item]
    latency_ms = address.latency_ms
    for _ in range(MOST_REDIRECTS):
        if address.is_moved():
            address = next(it for it in web.addresses if it.name == address.file)
            latency_ms += address.latency_ms
    permille = 750 + numbers(web.seed ^ item << 32).below(501)
    page = web.read(address.file) if address.has_page() else b""
    left = latency_ms * permille // part / 1e6 - (time.perf_counter() - began)
    time.sleep(max(left, 0))
    return NO_PAGE.get(address.outcome) or int(address.outcome), page


class Reading:
    """What a page says: its first title, how many elements it has, and how many of them are links."""

    def __init__(self, page):
        import html.parser  # not earlier: the lab fetches it when it is first imported

        self.title, self.elements, self.links = None, 0, 0
        self.is_inside = False
        parser = html.parser.HTMLParser()
        parser.handle_starttag = self.begin
        parser.handle_data = self.hear
        parser.handle_endtag = self.end
        # As browsers end comments, and parsers before Python 3.14 do not.
        parser.feed(page.decode("utf-8", "replace").replace("--!>", "-->"))

    def begin(self, tag, attributes):
        self.elements += 1
        self.links += tag == "a"
        if tag == "title" and self.title is None:
            self.title, self.is_inside = "", True

    def hear(self, text):
        if self.is_inside:
            self.title += text

    def end(self, tag):
        self.is_inside = self.is_inside and tag != "title"
