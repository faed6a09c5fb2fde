"""Run by pack.mjs inside Pyodide: wheels and parts of the standard library → one archive of .pyc."""

import glob
import importlib.util
import marshal
import sys
import types
import zipfile

SITE = "/lib/python3.14/site-packages/"
STDLIB = next(path for path in sys.path if path.endswith(".zip"))

# Tests of a package, and what stands for a browser's network there: the lab has a network of its own.
LEFT_OUT = "bs4/tests/", "urllib3/contrib/emscripten/", "charset_normalizer/cli/", "soupsieve/tests/"

# What programs import first, so that all they need of the standard library is known.
IMPORTED = "requests", "bs4", "urllib.request", "http.client", "html.parser", "http.cookiejar"

def pyc(source, path):
    """The contents of a .pyc that is never compared with its source."""
    code = compile(source, path, "exec", dont_inherit=True, optimize=0)
    flags = (1).to_bytes(4, "little")
    hash_of_source = importlib.util.source_hash(source)
    return importlib.util.MAGIC_NUMBER + flags + hash_of_source + marshal.dumps(code)


def of_wheels():
    """Name in the archive → contents, for everything the wheels hold that runs, and the licences."""
    for wheel in sorted(glob.glob("/wheels/*.whl")):
        with zipfile.ZipFile(wheel) as file:
            for name in file.namelist():
                if name.endswith(".py") and not name.startswith(LEFT_OUT):
                    yield name + "c", pyc(file.read(name), SITE + name)
                elif "/licenses/" in name:
                    yield name, file.read(name)


def of_stdlib(before):
    """The same for the modules of the standard library that were imported since `before`."""
    with zipfile.ZipFile(STDLIB) as file:
        names = set(file.namelist())
        for module in sorted(set(sys.modules) - before):
            path = module.replace(".", "/")
            for name in (path + ".py", path + "/__init__.py"):
                if name in names:
                    yield name + "c", pyc(file.read(name), f"{STDLIB}/{name}")


def write(path, contents):
    """An archive without dates, so that the same input gives the same file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, content in contents:
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)


def import_all():
    """Import what programs do, with stand-ins for what the lab replaces."""
    sys.path[:0] = sorted(glob.glob("/wheels/*.whl"))
    for name in "certifi", "urllib3.contrib.emscripten":
        stand_in = sys.modules[name] = types.ModuleType(name)
        stand_in.where = lambda: STDLIB
        stand_in.inject_into_urllib3 = lambda: None
    for name in IMPORTED:
        importlib.import_module(name)


before = set(sys.modules)
import_all()
write("/packages.zip", [*of_wheels(), *of_stdlib(before)])
