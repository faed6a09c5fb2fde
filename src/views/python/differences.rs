//! The help of the lab: what is otherwise here than in the Python of a computer.

use yew::prelude::*;

/// What differs, and how.
const DIFFERENCES: [(&str, &str); 11] = [
    (
        "fork",
        "A forked child is a new interpreter that is given a copy of the main program’s globals and of \
         what they refer to, made when start() is called. It does not run the program again, so a \
         program without a main guard works, as on Linux. Threads of the parent are not copied.",
    ),
    (
        "What a fork cannot copy",
        "Open files, generators and whatever else cannot be written down. The child has a stand-in, \
         and an error that names it when it is used. Modules are imported anew: loggers, filters of \
         warnings, handlers of signals, contexts and names that the program set in a module of the \
         standard library are copied; other changes to a module are not.",
    ),
    (
        "spawn",
        "A new interpreter imports the program again, as on Windows and macOS. Without a main guard it \
         fails with the same RuntimeError as there.",
    ),
    (
        "Threads",
        "They are stacks of one interpreter, not threads of the system. The GIL is passed on about \
         every 5 ms and at every wait, as in CPython, so they take turns just the same; a long call \
         into C keeps it for as long as it lasts.",
    ),
    (
        "Processes",
        "Web Workers. At most 32 exist at once; one more is refused with BlockingIOError.",
    ),
    (
        "Memory",
        "Value, Array, locks and pipes share memory between processes. SharedMemory of \
         multiprocessing.shared_memory cannot: the memory of one interpreter cannot be mapped into \
         another.",
    ),
    ("subprocess, os.fork, os.system", "There is no other program that a page could start."),
    (
        "Sockets",
        "A page may not open connections of its own, so servers, socket pairs and what is built on them \
         end with an error that says so.",
    ),
    (
        "Packages",
        "Beside the standard library there are requests and beautifulsoup4 (bs4). Parts of the standard \
         library that need another system, such as resource, are missing.",
    ),
    (
        "Interpreters",
        "One process has one interpreter: InterpreterPoolExecutor and concurrent.interpreters are not \
         there.",
    ),
    (
        "Files",
        "They live in memory and are gone when the run is over. Processes share those in the program’s \
         folder and in /tmp, and may write 64 MB while several live; not shared is a file mapped into memory, \
         or one beyond the 32 MB that a child begins with. \
         A file that is open cannot be copied into a child: let it open its own.",
    ),
];

/// Unfolds on request.
pub fn differences() -> Html {
    let row = |(name, words): &(&'static str, &'static str)| {
        html! { <><dt>{ *name }</dt><dd>{ *words }</dd></> }
    };
    html! {
        <details class="differences" data-help="python">
            <summary>{ "How this differs from Python on your computer" }</summary>
            <dl>{ for DIFFERENCES.iter().map(row) }</dl>
        </details>
    }
}
