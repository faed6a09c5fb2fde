//! `compare.py` against the engine: the same work, the same answers, and files that the page reads.

use makespan::digest::digest;
use makespan::import;
use makespan::site::script;
use makespan::snapshot::Import;
use makespan::strategy::Strategy;
use makespan::workload::{self, Chunk, Needs, Pause, Words, Workload};
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;
use std::{env, fs};

/// What takes CPython some milliseconds: each workload, and a size that does not divide evenly.
const SIZES: &[(&str, u32)] = &[
    ("squares", 21),
    ("sum-of-squares", 20_011),
    ("primes", 1_999),
    ("mandelbrot", 49),
    ("blur", 33),
    ("monte-carlo", 20_011),
    ("word-count", 333),
    ("sort", 5_003),
    ("matmul", 13),
    ("wait", 5),
    ("download", 12),
    ("scrape", 32),
];

/// The folder that the site is made of, as an address.
const SITE: &str = concat!("file://", env!("CARGO_MANIFEST_DIR"), "/www");

static SCRIPT: OnceLock<PathBuf> = OnceLock::new();

/// Waits for nothing, and reads the bundled web from the disk.
struct Disk;

impl Pause for Disk {
    fn pause(&self, _: Duration) {}

    fn fetch(&self, file: &str, _: Duration) -> Option<Vec<u8>> {
        fs::read(format!("{}/www/web/{file}", env!("CARGO_MANIFEST_DIR"))).ok()
    }
}

/// What finds a size on a machine that stops for 10 s at the first try of every size.
const HESITANT: &str = "
import sys
sys.path.insert(0, sys.argv[1])
import rounds
tries = set()
def sample(contender, job):
    is_first = job.size not in tries
    tries.add(job.size)
    return 10_000 if is_first else job.size / 100, [], b''
rounds.sample = sample
print(rounds.find_size('primes'))
";

/// Runs the one file that the site gives out.
fn python(arguments: &[&str]) -> Output {
    command(arguments).output().expect("these tests need python3, 3.9 or later")
}

fn command(arguments: &[&str]) -> Command {
    let script = SCRIPT.get_or_init(|| {
        let path = env::temp_dir().join(format!("makespan-compare-{}.py", std::process::id()));
        fs::write(&path, script::joined()).expect("a file can be written");
        path
    });
    let mut python = Command::new("python3");
    python.arg("-B").arg(script).args(arguments);
    python
}

/// Whoever is asked to stop has stopped by then, also on a slow machine.
const DEADLINE: Duration = Duration::from_secs(120);

/// Runs a program that hears Ctrl+C, as those in a terminal do: whoever runs these tests in the background
/// may hear none, and what they start hears none either.
const IN_FOREGROUND: &str = "\
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])
";

/// Presses Ctrl+C as soon as it has said this: as in a terminal, all its processes hear it. Returns what
/// it has said in the end.
fn interrupted(arguments: &[&str], said: &str) -> String {
    let mut python = Command::new("python3");
    python.args(["-c", IN_FOREGROUND, "python3"]).args(command(arguments).get_args());
    python.process_group(0).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = python.spawn().expect("these tests need python3, 3.9 or later");
    let mut errors = child.stderr.take().expect("it is piped");
    let group = format!("-{}", child.id());
    let signal = move |name: &str| Command::new("kill").args([name, "--", &group]).status();
    let (over, ended) = mpsc::channel::<()>();
    let end = signal.clone();
    // What hangs is ended, and has not said what it should.
    let watchdog = thread::spawn(move || {
        (ended.recv_timeout(DEADLINE) == Err(RecvTimeoutError::Timeout)).then(|| end("-KILL"))
    });
    let mut heard = Vec::new();
    while !String::from_utf8_lossy(&heard).contains(said) {
        let mut byte = [0];
        errors.read_exact(&mut byte).expect("it says that before it ends");
        heard.extend(byte);
    }
    assert!(signal("-INT").is_ok_and(|status| status.success()), "it can be interrupted");
    errors.read_to_end(&mut heard).expect("it can be read to its end");
    child.wait().expect("it ends");
    drop(over);
    assert!(watchdog.join().is_ok_and(|killed| killed.is_none()), "not over after {DEADLINE:?}");
    String::from_utf8_lossy(&heard).into_owned()
}

/// What `compare.py` measured of a workload on two workers, as the page reads it, and as it stands.
fn compared(workload: &str, size: u32) -> (Import, serde_json::Value) {
    let file = env::temp_dir().join(format!("makespan-{}-{workload}.json", std::process::id()));
    let (size, output) = (size.to_string(), file.to_string_lossy());
    let workers = ["--workers", "2", "--processes", "2", "--threads", "2", "--repeats", "3"];
    let what = ["--workload", workload, "--size", &size, "--site", SITE, "--output", &output];
    let done = python(&[&what[..], &workers].concat());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = fs::read_to_string(&file).expect("it writes the file it was asked for");
    fs::remove_file(&file).expect("the file can be removed");
    let import = import::read(&text).unwrap_or_else(|problem| panic!("{problem}"));
    (import, serde_json::from_str(&text).expect("it is JSON"))
}

fn answer(workload: &Workload, size: u32) -> Words {
    let (input, items) = ((workload.input)(size, 1), 0..(workload.items)(size));
    let Needs { common, own } = (workload.needs)(size, items.clone());
    let mut partial = Words::new();
    let (common, own) = (&input[common], &input[own]);
    (workload.compute)(&Chunk { size, items, common, own, pause: &Disk }, &mut partial);
    (workload.merge)(size, &[&partial])
}

#[test]
fn every_workload_is_compared() {
    let named = |id: &&str| SIZES.iter().any(|(name, _)| name == id);
    let ids = workload::ALL.iter().map(|workload| workload.id);
    let missing: Vec<_> = ids.filter(|id| !named(id)).collect();
    assert!(missing.is_empty(), "compare.py lacks {missing:?}");
}

#[test]
fn python_gives_the_answers_of_the_engine_under_every_strategy() {
    for &(id, size) in SIZES {
        let (import, file) = compared(id, size);
        let right = digest(&answer(workload::find(id).expect("it is listed"), size));
        assert_eq!((import.size, &*import.origin.engine), (size, "cpython"), "{id}");
        assert!(import.samples.iter().all(|sample| sample.answer == right), "{id}");
        let variants = file["variants"].as_array().expect("other ways to run a strategy");
        let right = format!("{right:016x}");
        assert!(variants.iter().all(|it| it["answer"] == right.as_str()), "{id}");
        let is_threads = |it: &Strategy| matches!(it, Strategy::Threads | Strategy::ThreadsGil);
        let ran = &import.race.strategies;
        assert_eq!(ran.iter().filter(|it| is_threads(it)).count(), 1, "{id}: {ran:?}");
        for strategy in [Strategy::Sequential, Strategy::Processes, Strategy::ProcessesThreads] {
            assert!(ran.contains(&strategy), "{id} ran no {strategy:?}");
        }
    }
}

#[test]
fn a_size_is_not_taken_because_a_machine_hesitated_once() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/www/compare");
    let done = Command::new("python3").args(["-B", "-c", HESITANT, folder]).output();
    let found = done.expect("these tests need python3, 3.9 or later").stdout;
    assert_eq!(String::from_utf8_lossy(&found).trim(), "37968", "the first of 300 ms and more");
}

#[test]
fn whoever_stops_it_before_a_round_is_over_gets_a_sentence() {
    let said = interrupted(&["--output", "/dev/null"], "finding a size");
    assert!(!said.contains("Traceback") && said.contains("Stopped"), "{said}");
}

#[test]
fn bad_input_is_named_with_what_is_allowed() {
    let cases: [(&[&str], &str); 8] = [
        (&["--workload", "nothing"], "choose from"),
        (&["--size", "abc"], "a whole number from 1 to 2,000,000,000 is wanted, not 'abc'"),
        (&["--workload", "matmul", "--size", "4"], "--size of matmul goes from 8 to 2,048, not 4"),
        (&["--processes", "64", "--threads", "64"], "must be 128 at most"),
        (&["--workload", "scrape"], "--site must be the page's address"),
        (&["--workload", "scrape", "--site", "file:///nowhere"], "Is it the page's address?"),
        (&["--output", "/nowhere/result.json"], "/nowhere/result.json cannot be written"),
        (&["--repeats", "1"], "a whole number from 3 to 99 is wanted, not '1'"),
    ];
    for (arguments, words) in cases {
        let done = python(arguments);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success() && said.contains(words), "{arguments:?}: {said}");
    }
}
