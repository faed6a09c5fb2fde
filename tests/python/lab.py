"""Programs in the lab: the page under test in a browser, and what a program does there."""

import contextlib
import sys

from browser import Browser, serve

_RUN = """
    const [code, startMethod, deadlineMs, files] = args;
    events.length = 0;
    let late = false;
    const timer = setTimeout(() => { late = true; lab.stop(); }, deadlineMs);
    const { code: exit, elapsedMs } = await lab.run(code, { startMethod, files });
    clearTimeout(timer);
    const text = (stream) => events.filter((e) => e.type === "output" && e.stream === stream)
        .map((e) => e.text).join("");
    const output = events.filter((e) => e.type === "output").map((e) => e.text).join("");
    return { exit, elapsedMs, late, output, out: text("stdout"), err: text("stderr") };
"""


class Lab:
    """The lab, ready, in one page."""

    def __init__(self, browser):
        self.browser = browser
        self._url = serve() + "/tests/python/page.html"
        self.reload()

    def reload(self):
        """Opens the page, again if need be, and waits until the lab is ready."""
        self.browser.open(self._url)
        answer = self.browser.run("return await window.loaded;")
        if answer != "ready":
            raise RuntimeError(answer)

    def run(self, code, start_method="fork", deadline_s=60, files={}):
        """How the program ended: `exit`, `out`, `err`, `output` (both), `elapsedMs`; whether it was `late`."""
        return self.browser.run(_RUN, code, start_method, deadline_s * 1000, files)

    def workers(self):
        return self.browser.run("return lab.workers();")

    def complaints(self):
        """What the browser's console says, which should be nothing."""
        return [entry["message"] for entry in self.browser.log()]


@contextlib.contextmanager
def opened(name="chromium"):
    """A lab in a browser of that name, which is closed at the end."""
    browser = Browser(name)
    try:
        yield Lab(browser)
    finally:
        browser.close()


def conclude(passed, failed, skipped=0):
    """Ends the script with what `./x test` counts, in cargo's words."""
    verdict = "FAILED" if failed else "ok"
    print(f"test result: {verdict}. {passed} passed; {failed} failed; {skipped} ignored;")
    sys.exit(failed > 0)
