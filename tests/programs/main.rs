//! The lab's programs print under the Python of this machine what `expected/` says.
//!
//! In `expected/NAME.txt` a `#` stands for any number. The lines come in the order written; in
//! `expected/NAME.mixed.txt` in any order, because there threads or processes race.

use makespan::lab::program::{self, Program};
use makespan::lab::replay::Replay;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// No program takes a tenth of this.
const DEADLINE: Duration = Duration::from_secs(60);

/// How often a program is asked whether it is over.
const STEP: Duration = Duration::from_millis(20);

/// What a program must print.
struct Expected {
    text: String,
    /// Whether the order of the lines is left to chance.
    is_mixed: bool,
}

impl Expected {
    /// What is written down for a program.
    fn find(id: &str) -> Option<Self> {
        let read = |ending| fs::read_to_string(here(&format!("expected/{id}{ending}"))).ok();
        let ordered = read(".txt").map(|text| Self { text, is_mixed: false });
        ordered.or_else(|| read(".mixed.txt").map(|text| Self { text, is_mixed: true }))
    }

    /// Whether a program that printed this did what it must.
    fn is_met(&self, printed: &str) -> bool {
        let mut left: Vec<_> = self.text.lines().collect();
        let found = printed.lines().all(|line| {
            let candidates = if self.is_mixed { left.len() } else { left.len().min(1) };
            let at = left[..candidates].iter().position(|wanted| is_like(line, wanted));
            at.map(|at| left.remove(at)).is_some()
        });
        found && left.is_empty()
    }
}

/// Whether a line is as wanted, where a `#` stands for any number.
fn is_like(line: &str, wanted: &str) -> bool {
    match wanted.split_once('#') {
        None => line == wanted,
        Some((before, after)) => line.strip_prefix(before).is_some_and(|rest| {
            let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            rest.starts_with(|c: char| c.is_ascii_digit()) && is_like(behind, after)
        }),
    }
}

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(name)
}

/// Runs a program as `python3 main.py` would.
fn run(program: &Program, start_method: &str) -> Output {
    let path = format!("www/python/programs/{}.py", program.id);
    let child = Command::new("python3")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .env("PYTHONPATH", here("start-method"))
        .env("MAKESPAN_START_METHOD", start_method)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        // A line is written in one piece, as on a terminal.
        .env_remove("PYTHONUNBUFFERED")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python3 is installed");
    finish(child, program.id)
}

fn finish(mut child: Child, name: &str) -> Output {
    let start = Instant::now();
    while child.try_wait().expect("a child can be asked").is_none() {
        if start.elapsed() > DEADLINE {
            child.kill().expect("a child can be ended");
            panic!("{name} is not over after {DEADLINE:?}");
        }
        thread::sleep(STEP);
    }
    child.wait_with_output().expect("what it printed can be read")
}

/// Programs that use the standard library alone: what else there is depends on the machine.
fn standing_alone() -> impl Iterator<Item = &'static Program> {
    let others = ["import requests", "from bs4"];
    program::ALL.iter().filter(move |program| !others.iter().any(|it| program.code.contains(it)))
}

#[test]
fn every_program_prints_what_is_expected() {
    let check = |program: &'static Program| {
        let output = run(program, "fork");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let expected = Expected::find(program.id);
        let is_met = expected.is_some_and(|expected| expected.is_met(&printed));
        (!is_met || !output.status.success()).then(|| {
            let errors = String::from_utf8_lossy(&output.stderr);
            format!("{} printed\n{printed}{errors}", program.id)
        })
    };
    let broken: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> =
            standing_alone().map(|program| scope.spawn(move || check(program))).collect();
        running.into_iter().filter_map(|one| one.join().expect("a check ends")).collect()
    });
    assert!(broken.is_empty(), "not as tests/programs/expected says:\n{}", broken.join("\n"));
}

#[test]
fn every_program_has_a_recording_of_what_it_prints() {
    let check = |program: &&Program| {
        let path = format!("www/python/recorded/{}.json", program.id);
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
        let recording = text.ok().and_then(|text| Replay::read(&text).ok());
        let printed = recording.as_ref().map(|recording| {
            let lines = recording.lines().filter(|(source, ..)| !source.is_error);
            lines.map(|(.., text)| text).collect::<String>()
        });
        let expected = Expected::find(program.id).zip(printed);
        let is_met = expected.is_some_and(|(expected, printed)| expected.is_met(&printed));
        !is_met || recording.is_some_and(|recording| recording.exit != 0)
    };
    let broken: Vec<_> = program::ALL.iter().filter(check).map(|program| program.id).collect();
    assert!(broken.is_empty(), "record these anew with tests/python/record.py: {broken:?}");
}

#[test]
fn without_a_main_guard_spawn_fails_with_its_own_error() {
    let program = program::find("main-guard").expect("the program is listed");
    let output = run(program, "spawn");
    let (printed, errors) = (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    );
    assert!(Expected::find("main-guard.spawn").expect("it is written down").is_met(&printed));
    assert!(errors.contains("RuntimeError"), "{errors}");
    assert!(errors.contains("current process has finished its bootstrapping phase"), "{errors}");
}

#[test]
fn a_number_is_any_number_and_nothing_else_is() {
    assert!(is_like("process 17 took 0.25 s", "process # took # s"));
    assert!(!is_like("process x took 0.25 s", "process # took # s"));
    assert!(!is_like("process 17 took 0.25 ms", "process # took # s"));
    let ordered = Expected { text: "a\nb\n".to_owned(), is_mixed: false };
    let mixed = Expected { text: "a\nb\n".to_owned(), is_mixed: true };
    assert!(ordered.is_met("a\nb\n") && !ordered.is_met("b\na\n") && !ordered.is_met("a\n"));
    assert!(mixed.is_met("b\na\n") && !mixed.is_met("b\nb\n") && !mixed.is_met("a\nb\nb\n"));
}
