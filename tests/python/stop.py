"""Programs that never end, or ask for too much: Stop, the limits, and that the next run works."""

import sys

from browser import Browser, serve

# name → (program, what stopping or ending it must show)
ENDLESS = {
    "loop": "while True: pass",
    "waits": "import threading; threading.Lock().acquire(); threading.Event().wait()",
    "ignores": "while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass",
    "c code": "'a' * 10**8 == 'b'; sum(range(10**12))",
    "threads": "import threading\ndef f():\n    while True: pass\n"
               "for _ in range(8): threading.Thread(target=f).start()",
    "print": "while True: print('x' * 100)",
    "processes": "from multiprocessing import Process\ndef f():\n    while True: pass\n"
                 "for _ in range(3): Process(target=f).start()\nf()",
    "fork bomb": "from multiprocessing import Process\ndef f():\n    while True:\n"
                 "        Process(target=f).start()\nf()",
    "deadlock": "from multiprocessing import Pool\nimport time\n"
                "with Pool(2) as p: p.map(time.sleep, [100, 100])",
}
# programs that end by themselves, and what they must print
LIMITS = {
    "interrupt": ("import time\ntry:\n    time.sleep(30)\nexcept KeyboardInterrupt:\n"
                  "    print('tidied up')", "tidied up"),
    "threads": ("import threading, time\ntry:\n    for _ in range(1000):\n        "
                "threading.Thread(target=time.sleep, args=(.3,)).start()\n"
                "except RuntimeError as error: print(error)", "can't start new thread"),
    "processes": ("import time\nfrom multiprocessing import Process\ntry:\n    for _ in range(40):"
                  "\n        Process(target=time.sleep, args=(30,), daemon=True).start()\n"
                  "except BlockingIOError as error: print(error.strerror)",
                  "Resource temporarily unavailable"),
    "memory": ("x = []\ntry:\n    while True: x.append(bytearray(10**8))\n"
               "except MemoryError: x = None; print('MemoryError')", "MemoryError"),
    "guardless pool": ("import multiprocessing\nmultiprocessing.set_start_method('spawn')\n"
                       "multiprocessing.Pool(2).map(abs, [1])", "The program was stopped"),
}
STOP = """
    const [code, after] = args;
    events.length = 0;
    const run = lab.run(code);
    await new Promise((resolve) => setTimeout(resolve, after));
    const asked = performance.now();
    await lab.stop();
    const took = performance.now() - asked;
    const outcome = await run;
    const exits = events.filter((e) => e.type === "exit").length;
    return { took, ...outcome, exits };
"""
INPUT = """
    events.length = 0;
    const run = lab.run("name = input('who? ')\\nprint('hello', name)");
    while (!events.some((e) => e.type === "input")) await new Promise((r) => setTimeout(r, 20));
    lab.type("Ada");
    await run;
    return events.filter((e) => e.type === "output").map((e) => e.text).join("");
"""
FILES = """
    events.length = 0;
    await lab.run("import helper; print(helper.ANSWER)", { files: { "helper.py": "ANSWER = 42" } });
    return events.filter((e) => e.type === "output").map((e) => e.text).join("");
"""
RUN = """
    const [code, after] = args;
    events.length = 0;
    let stopped = 0;
    const timer = setTimeout(() => { stopped = 1; lab.stop(); }, after);
    const outcome = await lab.run(code);
    clearTimeout(timer);
    const text = events.filter((e) => e.type === "output").map((e) => e.text).join("");
    return { ...outcome, text, stopped };
"""


def main():
    browser = Browser(sys.argv[1] if len(sys.argv) > 1 else "chromium")
    bad = 0
    try:
        browser.open(serve() + "/tests/python/page.html")
        print("the lab is", browser.run("return await window.loaded;"))
        for name, code in ENDLESS.items():
            got = browser.run(STOP, code, 1500)
            again = browser.run(RUN, "print('alive')", 20_000)
            fine = got["took"] < 1000 and got["exits"] == 1 and again["text"] == "alive\n"
            bad += not fine
            print("ok " if fine else "BAD", name, f"stopped in {got['took']:.0f} ms", got["code"],
                  "" if fine else again, flush=True)
        for name, (code, expected) in LIMITS.items():
            got = browser.run(RUN, code, 1500 if name == "interrupt" else 40_000)
            fine = expected in got["text"]
            bad += not fine
            print("ok " if fine else "BAD", name, got["code"], f"{got['elapsedMs']:.0f} ms",
                  "" if fine else got["text"][-800:], flush=True)
        for name, script, expected in ("input", INPUT, "who? hello Ada\n"), ("files", FILES, "42\n"):
            got = browser.run(script)
            bad += got != expected
            print("ok " if got == expected else "BAD", name, repr(got), flush=True)
        workers = browser.run("""
            await new Promise((resolve) => setTimeout(resolve, 3000));
            const before = lab.workers(); lab.dispose(); return [before, lab.workers()];""")
        print("workers before and after dispose:", workers)
    finally:
        browser.close()
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
