"""Runs CPython's own tests of threading, queue, multiprocessing and concurrent.futures in the lab.

    cpython.py [--tests FOLDER] [--browser chromium|firefox] [PART-OF-A-NAME]

FOLDER is the `test` package of CPython 3.14, as in its sources under `Lib/`. Without one it is taken
from two packages of Debian, which are fetched into `target/` (never shipped). Which
tests do not apply, and why, is in `cpython_skips.txt`; each class of tests is a program of its own.
"""

import argparse
import fnmatch
import json
import pathlib
import subprocess

import lab

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPS = pathlib.Path(__file__).with_name("cpython_skips.txt")
PACKAGES = "libpython3.14-testsuite", "libpython3.14-stdlib"  # the tests, and what supports them
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
MODULES = ("test_queue", "test_thread", "test_threading", "test_threading_local", "fork", "spawn",
           *(f"test_concurrent_futures.test_{name}" for name in (
               "as_completed", "future", "init", "process_pool", "shutdown", "thread_pool", "wait")))
SUPPORT = "__init__.py", "lock_tests.py", "_test_multiprocessing.py", "test_queue.py", \
    "test_thread.py", "test_threading.py", "test_threading_local.py"
DEADLINE_S = 120  # for a program that runs tests, and more for each test:
DEADLINE_OF_A_TEST_S = 20

# In every process that imports a test: threads do work here, whatever Pyodide's build says, and the
# tests of interpreters that share a process, which are skipped, can be defined.
_ADDED = {
    "test/support/threading_helper.py": "\ncan_start_thread = True\n",
    "test/__init__.py": "import concurrent.futures as f\nf.InterpreterPoolExecutor = None\n",
}
# What CPython's own modules of these tests are, for each start method.
_BY_METHOD = """
from test import _test_multiprocessing
_test_multiprocessing.install_tests_in_module_dict(globals(), __name__)
"""
_PRELUDE = """
import json, sys, unittest
from test import support
support.verbose = False
def load(name):
    place = name if name in ("fork", "spawn") else "test." + name
    __import__(place)
    return sys.modules[place]
"""
_LIST = _PRELUDE + """
module = load(MODULE)
found = {}
for name, kind in vars(module).items():
    if isinstance(kind, type) and issubclass(kind, unittest.TestCase):
        found[name] = unittest.TestLoader().getTestCaseNames(kind)
print(json.dumps(found))
"""
_RUN = _PRELUDE + """
class Result(unittest.TestResult):
    def startTest(self, test):
        super().startTest(test)
        print("\\n@ begin", test._testMethodName, flush=True)
    def say(self, what, test, why=""):
        if hasattr(test, "_testMethodName"):
            print("\\n@", what, test._testMethodName, json.dumps(why), flush=True)
        else:
            print("\\n@", what, "setUpClass", json.dumps(why), flush=True)
    def addSuccess(self, test): self.say("passed", test)
    def addError(self, test, error): self.say("failed", test, self._exc_info_to_string(error, test))
    addFailure = addError
    def addSkip(self, test, reason): self.say("skipped", test, reason)
    def addExpectedFailure(self, test, error): self.say("passed", test)
    def addUnexpectedSuccess(self, test): self.say("failed", test, "it was expected to fail")
    def addSubTest(self, test, subtest, error):
        if error is not None: self.say("failed", test, self._exc_info_to_string(error, test))

if __name__ == "__main__":
    module = load(MODULE)
    if hasattr(module, "setUpModule"): module.setUpModule()
    kind = getattr(module, KIND)
    unittest.TestSuite(map(kind, TESTS)).run(Result())
    if hasattr(module, "tearDownModule"): module.tearDownModule()
"""


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--tests", type=pathlib.Path)
    options.add_argument("--browser", default="chromium")
    options.add_argument("part", nargs="?", default="")
    options = options.parse_args()
    folder = options.tests or fetched()
    files = {f"test/{path.relative_to(folder)}": path.read_text(encoding="utf-8")
             for path in needed(folder)}
    for name, text in _ADDED.items():
        files[name] += text
    files |= {"fork.py": _BY_METHOD, "spawn.py": _BY_METHOD}
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    with lab.opened(options.browser) as page:
        for module in MODULES:
            if not (options.part in module or options.part.startswith(module)):
                continue
            for kind, tests in listed(page, module, files).items():
                if options.part in f"{module}.{kind}":
                    run_class(page, files, module, kind, tests, counts)
    lab.conclude(*counts.values())


def needed(folder):
    yield from (folder / name for name in SUPPORT)
    yield from (folder / "support").glob("*.py")
    for package in "test_concurrent_futures", "test_importlib/metadata":
        yield from (folder / package).glob("*.py")
    yield folder / "test_importlib" / "__init__.py"


def fetched():
    """The tests of Debian's packages, in `target/`."""
    place = ROOT / "target" / "cpython"
    tests = place / "usr/lib/python3.14/test"
    if (tests / "support").is_dir() and (tests / "lock_tests.py").exists():
        return tests
    for folder in "lists/partial", "cache/archives/partial":
        (place / folder).mkdir(parents=True, exist_ok=True)
    source = place / "sources.list"
    source.write_text(f"deb [signed-by={KEYRING}] {mirror()} sid main\n")
    own = [f"-oDir::Etc::SourceList={source}", "-oDir::Etc::SourceParts=-",
           f"-oDir::State::Lists={place}/lists", f"-oDir::Cache={place}/cache"]
    subprocess.run(["apt-get", "update", "-qq", *own], check=True)
    subprocess.run(["apt-get", "download", "-qq", *PACKAGES, *own], cwd=place, check=True)
    for package in place.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, place], check=True)
    return tests


def mirror():
    """Where this machine gets its own packages of Debian."""
    asked = subprocess.run(["apt-get", "indextargets", "--format=$(REPO_URI)", "Created-By: Packages",
                            "Label: Debian", "Component: main"], capture_output=True, text=True, check=True)
    found = asked.stdout.split()
    if not found:
        raise SystemExit("This machine has no Debian to fetch CPython's tests from: name their folder (--tests).")
    return found[0]


def skips():
    """Pattern → reason, from the list beside this file."""
    lines = (line.strip() for line in SKIPS.read_text().splitlines())
    pairs = (line.split(None, 1) for line in lines if line and not line.startswith("#"))
    return dict(pairs)


def listed(page, module, files):
    """Class → names of its tests."""
    got = page.run(f"MODULE = {module!r}\n{_LIST}", files=files, deadline_s=DEADLINE_S)
    if got["exit"] != 0:
        print(f"skip {module}: {got['err'].strip().splitlines()[-1:]}", flush=True)
        return {}
    return json.loads(got["out"].strip().splitlines()[-1])


def run_class(page, files, module, kind, tests, counts):
    """Runs the tests of one class that apply; one that never ends costs only itself."""
    reasons = skips()
    left = []
    for test in tests:
        name = f"{module}.{kind}.{test}"
        why = next((why for like, why in reasons.items() if fnmatch.fnmatchcase(name, like)), None)
        if why is None:
            left.append(test)
        else:
            report(counts, "skipped", name, why)
    while left:
        source = f"MODULE, KIND, TESTS = {module!r}, {kind!r}, {left!r}\n{_RUN}"
        got = page.run(source, files=files,
                       deadline_s=DEADLINE_S + DEADLINE_OF_A_TEST_S * len(left))
        if not heard(got, f"{module}.{kind}", left, counts):
            break


def heard(got, prefix, left, counts):
    """Counts what a run says of its tests and takes them from `left`; whether to go on with those."""
    running = None
    for line in got["out"].splitlines():
        if not line.startswith("@ "):
            continue
        what, name, *why = line[2:].split(" ", 2)
        if what == "begin":
            running = name
            left.remove(name)
        else:
            running = None
            report(counts, what, f"{prefix}.{name}", json.loads(why[0]))
    if running:
        why = "it does not end" if got["late"] else "it ended the program"
        report(counts, "failed", f"{prefix}.{running}", f"{why}\n{got['err'][-2000:]}")
    elif left and not got["late"]:
        print(f"skip the rest of {prefix}", *left)
        return False
    return bool(running)


def report(counts, what, name, why):
    counts[what] += 1
    mark = {"passed": "ok  ", "failed": "BAD ", "skipped": "skip"}[what]
    detail = why.strip().replace("\n", "\n      ")
    print(mark, name, detail if what == "failed" else detail.splitlines()[:1] or "", flush=True)


if __name__ == "__main__":
    main()
