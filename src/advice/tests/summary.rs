//! The figures of a summary.

use super::*;
use crate::advice::summary::{Aspect, measured};

#[track_caller]
fn assert_measured(aspect: Aspect, evidence: &Evidence<'_>, words: Option<&str>) {
    let all = measured(evidence);
    let found = all.iter().find(|(of, _)| *of == aspect).map(|(_, words)| &**words);
    assert_eq!(found, words);
}

#[test]
fn work_that_computes_says_what_computing_gains_and_what_the_lock_takes() {
    let race = computing();
    let gains = "Primes: Threads with a GIL 0.98× (0.93–1.03), Processes 2.50× (2.38–2.63)";
    assert_measured(Aspect::Computing, &race, Some(gains));
    let gil = "Primes: threads 0.98× (0.93–1.03) with it, 3.80× (3.61–3.99) without";
    assert_measured(Aspect::Gil, &race, Some(gil));
    let talk = "Primes: 14.0 ms of 40.0 ms for sending, waiting for work and receiving";
    assert_measured(Aspect::Talking, &race, Some(talk));
    assert_measured(Aspect::Waiting, &race, None);
}

#[test]
fn work_that_waits_says_what_waiting_gains() {
    let gains = "Primes: Threads with a GIL 3.90× (3.70–4.10), Processes 3.80× (3.61–3.99)";
    assert_measured(Aspect::Waiting, &waiting(), Some(gains));
    assert_measured(Aspect::Computing, &waiting(), None);
}

#[test]
fn starting_is_compared_where_both_were_started() {
    let mut race = computing();
    assert_measured(Aspect::StartUp, &race, None);
    race.rows[3].cold = Some((60.0, 21.0));
    assert_measured(Aspect::StartUp, &race, None);
    race.rows[1].cold = Some((110.0, 12.0));
    race.rows[2].cold = Some((30.0, 0.0));
    let words = format!("{0} threads 12.0 ms, {0} processes 21.0 ms", WORKERS.workers);
    assert_measured(Aspect::StartUp, &race, Some(&words));
}

#[test]
fn memory_is_what_processes_are_sent() {
    let mut race = computing();
    assert_measured(Aspect::Memory, &race, None);
    race.workload = find("sort").unwrap();
    race.size = 1_000_000;
    let sent = "Sort: 4.00 MB sent to 4 processes, nothing to threads";
    assert_measured(Aspect::Memory, &race, Some(sent));
}

#[test]
fn a_noisy_machine_says_nothing() {
    let race = Evidence { noise: Some((0.8, 0.9)), ..computing() };
    assert_eq!(measured(&race), []);
}
