//! A conversation as two pages have it.

use super::*;
use crate::environment::Environment;
use crate::export::tests::finished;
use crate::failure::{Failure, ProcessName};
use crate::outcome::tests::race;
use crate::protocol::FromEngine;
use crate::run::{Action, Progress, State};
use crate::strategy::Strategy;

fn snapshot(state: State) -> Snapshot {
    Snapshot {
        state,
        view: Default::default(),
        environment: Some(Environment { isolated: false, shared_memory: false, reported_cores: 4 }),
        next: Some(race(&Strategy::ALL)),
        predict: false,
        build: "0123abcd".to_owned(),
        query: "workload=sort&embed=1&theme=dark".to_owned(),
        warnings: vec![],
        reference: None,
    }
}

fn now<'a>(snapshot: &'a Snapshot, result: &'a dyn Fn() -> Option<String>) -> Now<'a> {
    Now { snapshot, result, python: false }
}

fn none() -> Option<String> {
    None
}

fn some() -> Option<String> {
    Some(r#"{ "schema": "makespan.result/1" }"#.to_owned())
}

fn running(state: State) -> State {
    state.after(Action::Started(race(&Strategy::ALL))).after(Action::Launched)
}

fn said(deeds: &[Deed]) -> Vec<Value> {
    let text = |deed: &Deed| match deed {
        Deed::Say(message) => serde_json::from_str(&message.json()).unwrap(),
        deed => panic!("{deed:?}"),
    };
    deeds.iter().map(text).collect()
}

#[test]
fn the_page_greets_once_it_knows_the_browser() {
    let mut talk = Talk::default();
    let mut page = snapshot(State::default());
    let environment = page.environment.take();
    assert_eq!(talk.see(&now(&page, &none)), []);
    page.environment = environment;
    let greeting = said(&talk.see(&now(&page, &none)));
    assert_eq!(greeting.len(), 1);
    assert_eq!(greeting[0]["type"], "ready");
    assert_eq!(greeting[0]["version"], "0123abcd");
    assert_eq!(greeting[0]["settings"]["workload"], "sort");
    assert_eq!(greeting[0]["settings"]["workers"], "4");
    assert_eq!(
        greeting[0]["environment"],
        json!({ "isolated": false, "sharedMemory": false, "reportedCores": 4 })
    );
    assert_eq!(talk.see(&now(&page, &none)), []);
    assert_eq!(said(&talk.hear(Incoming::Ping, &now(&page, &none))), greeting);
}

#[test]
fn settings_are_checked_as_those_of_a_link() {
    let page = snapshot(State::default());
    let changes = json!({ "workload": "wait", "workers": 3, "repeats": 2, "predict": true,
                          "strategies": ["threads", "processes"], "colour": "red",
                          "embed": 0, "theme": null });
    let Value::Object(settings) = changes else { panic!() };
    let deeds = Talk::default().hear(Incoming::Configure { settings }, &now(&page, &none));
    let [Deed::Ask(Request::Configure(query)), answer] = &deeds[..] else { panic!("{deeds:?}") };
    let (settings, notices) = Settings::parse(query, 4);
    assert_eq!(notices.len(), 2, "{notices:?}");
    assert_eq!((settings.workload.id, settings.workers.workers), ("wait", 3));
    assert_eq!(settings.strategies, [Strategy::Threads, Strategy::Processes]);
    assert!(settings.embed && settings.predict);
    assert_eq!(settings.repeats, 9);
    let answer = &said(std::slice::from_ref(answer))[0];
    assert_eq!(answer["type"], "ready");
    assert_eq!(answer["settings"]["workload"], "wait");
    assert_eq!(answer["warnings"].as_array().unwrap().len(), 2);
}

#[test]
fn changes_that_follow_at_once_add_up() {
    let mut page = snapshot(State::default());
    let mut talk = Talk { greeted: true, ..Talk::default() };
    let configure = |talk: &mut Talk, page: &Snapshot, settings: Value| {
        let Value::Object(settings) = settings else { panic!() };
        let deeds = talk.hear(Incoming::Configure { settings }, &now(page, &none));
        let [Deed::Ask(Request::Configure(query)), _] = &deeds[..] else { panic!("{deeds:?}") };
        query.clone()
    };
    configure(&mut talk, &page, json!({ "size": 5_000, "colour": "red" }));
    let query = configure(&mut talk, &page, json!({ "repeats": 3 }));
    let (settings, notices) = Settings::parse(&query, 4);
    assert_eq!((settings.size, settings.repeats, notices), (Some(5_000), 3, vec![]));
    let said = said(&talk.hear(Incoming::Ping, &now(&page, &none)));
    assert_eq!(said[0]["settings"]["size"], "5000");
    // What the visitor changes afterwards counts.
    page.query = "workload=wait&embed=1".to_owned();
    talk.see(&now(&page, &none));
    let query = configure(&mut talk, &page, json!({ "repeats": 5 }));
    assert_eq!(Settings::parse(&query, 4).0.workload.id, "wait");
}

#[test]
fn a_race_is_followed_under_the_id_it_was_asked_for_with() {
    let mut talk = Talk { greeted: true, ..Talk::default() };
    let mut page = snapshot(State::default());
    let deeds = talk.hear(Incoming::Run { id: json!("x") }, &now(&page, &none));
    assert_eq!(deeds, [Deed::Ask(Request::Run)]);
    page.state = running(State::default());
    assert_eq!(talk.see(&now(&page, &none)), []);
    let stage = crate::protocol::Stage::Timing { round: 1, rounds: 9 };
    let strategy = Strategy::Threads;
    page.state.progress = Some(Progress { stage, strategy, done: 0.256, remaining_ms: None });
    let progress = said(&talk.see(&now(&page, &none)));
    assert_eq!(
        progress,
        [json!({ "makespan": 1, "type": "progress", "id": "x", "done": 25, "total": 100 })]
    );
    assert_eq!(talk.see(&now(&page, &none)), [], "nothing has changed");
    let refused = said(&talk.hear(Incoming::Run { id: json!(2) }, &now(&page, &none)));
    assert_eq!((&refused[0]["kind"], &refused[0]["id"]), (&json!("busy"), &json!(2)));
    page.state = page.state.clone().after(Action::Heard(FromEngine::Finished { run: RunId(1) }));
    let result = said(&talk.see(&now(&page, &some)));
    assert_eq!((&result[0]["type"], &result[0]["id"]), (&json!("result"), &json!("x")));
    assert_eq!(result[0]["result"]["schema"], "makespan.result/1");
    assert_eq!(talk.see(&now(&page, &some)), [], "a result is said once");
    let again = said(&talk.hear(Incoming::GetResult, &now(&page, &some)));
    assert_eq!((&again[0]["type"], &again[0]["id"]), (&json!("result"), &json!(null)));
}

#[test]
fn colours_follow_the_page_around_during_a_race() {
    let page = snapshot(running(State::default()));
    let mut talk = Talk { greeted: true, ..Talk::default() };
    let mut configure = |settings: Value| {
        let Value::Object(settings) = settings else { panic!() };
        talk.hear(Incoming::Configure { settings }, &now(&page, &none))
    };
    let deeds = configure(json!({ "theme": "light" }));
    let [Deed::Ask(Request::Configure(query)), answer] = &deeds[..] else { panic!("{deeds:?}") };
    assert!(query.contains("theme=light"), "{query}");
    assert_eq!(said(std::slice::from_ref(answer))[0]["settings"]["theme"], "light");
    let refused = said(&configure(json!({ "theme": "light", "size": 3 })));
    assert_eq!(refused[0]["kind"], "busy");
}

#[test]
fn a_run_that_has_not_begun_yet_is_not_overtaken() {
    let mut page = snapshot(State::default());
    let mut talk = Talk { greeted: true, ..Talk::default() };
    talk.hear(Incoming::Run { id: json!(1) }, &now(&page, &none));
    let settings = json!({ "size": 3 }).as_object().cloned().unwrap_or_default();
    for message in [Incoming::Run { id: json!(2) }, Incoming::Configure { settings }] {
        assert_eq!(said(&talk.hear(message, &now(&page, &none)))[0]["kind"], "busy");
    }
    assert_eq!(talk.see(&now(&page, &none)), []);
    page.next = None;
    let prevented = said(&talk.see(&now(&page, &none)));
    assert_eq!((&prevented[0]["kind"], &prevented[0]["id"]), (&json!("bad-settings"), &json!(1)));
    page.next = Some(race(&Strategy::ALL));
    talk.hear(Incoming::Run { id: json!(3) }, &now(&page, &none));
    let program = Now { python: true, ..now(&page, &none) };
    let prevented = said(&talk.see(&program));
    assert_eq!((&prevented[0]["kind"], &prevented[0]["id"]), (&json!("busy"), &json!(3)));
}

#[test]
fn what_does_not_end_in_a_result_ends_in_an_error() {
    let failure = Failure::Stalled { process: ProcessName::Main, seconds: 10 };
    let broken = running(State::default()).after(Action::Broke(RunId(1), failure));
    let stopped = running(State::default()).after(Action::Abandoned(RunId(1)));
    for (state, kind) in [(broken, "stalled"), (stopped, "stopped")] {
        let mut talk = Talk { greeted: true, ..Talk::default() };
        let page = snapshot(State::default());
        talk.hear(Incoming::Run { id: json!(1) }, &now(&page, &none));
        let page = snapshot(state);
        let error = said(&talk.see(&now(&page, &none)));
        assert_eq!((&error[0]["kind"], &error[0]["id"]), (&json!(kind), &json!(1)));
    }
}

#[test]
fn what_was_read_from_a_file_is_no_result_of_this_page() {
    let mut talk = Talk { greeted: true, ..Talk::default() };
    let mut state = finished();
    state.run = RunId(1);
    state.imported = Some(crate::snapshot::Origin {
        engine: "cpython".to_owned(),
        version: "3.14".to_owned(),
        at: String::new(),
        reported_cores: 4,
    });
    assert_eq!(talk.see(&now(&snapshot(state), &some)), []);
}

#[test]
fn what_cannot_be_done_is_said() {
    let mut page = snapshot(State::default());
    page.next = None;
    let mut talk = Talk::default();
    let mut kind = |message, page: &Snapshot, python| {
        let now = Now { snapshot: page, result: &none, python };
        said(&talk.hear(message, &now))[0]["kind"].clone()
    };
    assert_eq!(kind(Incoming::Run { id: Id::Null }, &page, false), "bad-settings");
    assert_eq!(kind(Incoming::GetResult, &page, false), "no-result");
    let program = Incoming::RunPython { id: Id::Null, code: String::new() };
    assert_eq!(kind(program, &page, true), "busy");
    assert_eq!(kind(Incoming::Configure { settings: Map::new() }, &page, true), "busy");
}
