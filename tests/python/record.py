"""Records what the lab's programs print, for browsers in which Python cannot run.

    record.py [PART-OF-A-NAME]

Runs each program in the lab, in Chromium, and writes `www/python/recorded/NAME.json`.
"""

import datetime
import json
import pathlib
import sys

import lab

_PYTHON = pathlib.Path(__file__).resolve().parents[2] / "www" / "python"
_LINES = """
    return events.filter((e) => e.type === "output").map(
        (e) => [e.process, e.thread, e.stream, Math.round(e.atMs * 10) / 10, e.text]);
"""


def record(page, program, version):
    """The text of the file: what is known of the run, then a line for each that was printed."""
    got = page.run(program.read_text())
    if got["late"]:
        sys.exit(f"{program.stem} is not over after a minute")
    about = {"version": version, "at": datetime.date.today().isoformat(), "exit": got["exit"],
             "elapsedMs": round(got["elapsedMs"], 1)}
    lines = [json.dumps(line, ensure_ascii=False) for line in page.browser.run(_LINES)]
    return json.dumps(about)[:-1] + ', "lines": [\n' + ",\n".join(lines) + "\n]}\n"


def main():
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    folder = _PYTHON / "recorded"
    folder.mkdir(exist_ok=True)
    with lab.opened() as page:
        version = page.run("import platform; print(platform.python_version())")["out"].strip()
        for program in sorted(_PYTHON.glob("programs/*.py")):
            if part in program.stem:
                text = record(page, program, version)
                (folder / f"{program.stem}.json").write_text(text)
                print(program.stem, flush=True)


if __name__ == "__main__":
    main()
