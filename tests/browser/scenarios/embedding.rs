//! The page as a part of somebody else's: small, quiet, and on speaking terms with its parent only.

use crate::Outcome;
use crate::fault::Fault;
use crate::scenario::{Scenario, scenarios};
use crate::site::Site;
use crate::variant::Variant;
use crate::visit::{RACE, SOON, Visit};
use serde_json::{Value, json};
use std::rc::Rc;

const QUERY: &str = "?embed=1&workload=primes&size=100000&repeats=3&workers=2\
    &strategies=sequential,processes";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::ALL => a_host_steers_a_race_and_hears_its_result;
        [Variant::Chromium] =>
            a_host_runs_a_program_and_hears_what_it_prints,
            a_host_stops_a_program;
        [Variant::Chromium, Variant::Firefox] =>
            an_embedded_page_is_small_and_starts_nothing,
            a_stranger_is_not_heard,
            a_flood_of_messages_is_refused_once,
            a_host_that_is_isolated_hears_what_a_program_prints,
            the_engine_is_fetched_when_the_race_comes_into_view;
    }
}

/// Somebody else's page with ours in it, once that has greeted.
async fn host(visit: &Visit, query: &str) -> Outcome<Site> {
    let host = Site::open().await?;
    open_host(visit, &host, "host.html", query).await?;
    Ok(host)
}

/// Opens a page of somebody else's with ours in it, and waits until that has greeted.
async fn open_host(visit: &Visit, host: &Site, page: &str, query: &str) -> Outcome {
    let src = visit.site.url(&format!("/{query}")).replace('?', "%3F").replace('&', "%26");
    visit.load_from(host.url_of_stranger(&format!("/{page}?src={src}"))).await?;
    visit.wait("heardOf('ready').length", SOON).await
}

async fn say(visit: &Visit, message: Value) -> Outcome {
    visit.look::<Option<bool>>(&format!("say({message}) ?? null")).await.map(drop)
}

async fn a_host_steers_a_race_and_hears_its_result(visit: Rc<Visit>) -> Outcome {
    let _host = host(&visit, QUERY).await?;
    let ready: Value = visit.look("heardOf('ready')[0]").await?;
    assert_eq!((&ready["makespan"], &ready["settings"]["size"]), (&json!(1), &json!("100000")));
    assert!(ready["environment"]["reportedCores"].as_u64() >= Some(1), "{ready}");
    let settings = json!({ "size": 50_000, "repeats": 1 });
    say(&visit, json!({ "makespan": 1, "type": "configure", "settings": settings })).await?;
    visit.wait("heardOf('ready').length === 2", SOON).await?;
    let ready: Value = visit.look("heardOf('ready')[1]").await?;
    assert_eq!(
        (&ready["settings"]["size"], &ready["settings"]["repeats"]),
        (&json!("50000"), &json!("9"))
    );
    assert_eq!(ready["warnings"].as_array().map(Vec::len), Some(1), "{ready}");
    let settings = json!({ "repeats": 3 });
    say(&visit, json!({ "makespan": 1, "type": "configure", "settings": settings })).await?;
    say(&visit, json!({ "makespan": 1, "type": "run", "id": "mine" })).await?;
    visit.wait("heardOf('result').length", RACE).await?;
    let result: Value = visit.look("heardOf('result')[0]").await?;
    assert_eq!(result["id"], "mine");
    assert_eq!(result["result"]["schema"], "makespan.result/1");
    assert_eq!(
        (&result["result"]["size"], &result["result"]["repeats"]),
        (&json!(50_000), &json!(3))
    );
    assert_eq!(result["result"]["strategies"].as_array().map(Vec::len), Some(2));
    let progress: Vec<Value> = visit.look("heardOf('progress')").await?;
    assert!(progress.iter().all(|it| it["id"] == "mine" && it["total"] == 100), "{progress:?}");
    say(&visit, json!({ "makespan": 1, "type": "get-result" })).await?;
    visit.wait("heardOf('result').length === 2", SOON).await
}

async fn an_embedded_page_is_small_and_starts_nothing(visit: Rc<Visit>) -> Outcome {
    let _host = host(&visit, &format!("{QUERY}&run=auto&theme=dark")).await?;
    visit.enter_frame().await?;
    visit.reach("idle", SOON).await?;
    let body: u64 = visit.look("document.body.offsetHeight").await?;
    visit.leave_frame().await?;
    let told = "[heardOf('resize'), heard.filter((it) => it.context === 'iframe.resize')]";
    visit.wait(&format!("{told}.every((all) => all.at(-1)?.height === {body})"), SOON).await?;
    visit.enter_frame().await?;
    let hidden = "['header', '#strategies', '.facts', '.explainer'].filter((it) => \
        document.querySelector(it)?.checkVisibility())";
    assert_eq!(visit.look::<Vec<String>>(hidden).await?, [""; 0]);
    assert_eq!(visit.look::<String>("document.documentElement.dataset.theme").await?, "dark");
    assert_eq!(visit.states().await?, ["loading", "idle"]);
    visit.leave_frame().await
}

async fn a_stranger_is_not_heard(visit: Rc<Visit>) -> Outcome {
    let _host = host(&visit, QUERY).await?;
    // A frame beside ours, which is not its parent, and messages that are not for it.
    let script = "\
        const other = document.createElement('iframe'); document.body.append(other); \
        other.contentWindow.eval(\"parent.frames[0].postMessage({ makespan: 1, type: 'run' }, '*')\"); \
        say({ type: 'run' }); say('run'); say(null); say([1]); say({ makespan: 2, type: 'run' }); \
        const cycle = { makespan: 1, type: 'run' }; cycle.self = cycle; say(cycle); \
        say({ makespan: 1, type: 'explode' }); \
        say({ makespan: 1, type: 'run', id: { toString: 1 } }); \
        say({ makespan: 1, type: 'ping' }); done(true);";
    visit.ask::<bool>(script).await?;
    visit.wait("heardOf('ready').length === 2", SOON).await?;
    let errors: Vec<String> = visit.look("heardOf('error').map((it) => it.kind)").await?;
    assert_eq!(errors, ["bad-message"; 3]);
    visit.enter_frame().await?;
    assert_eq!(visit.states().await?, ["loading", "idle"]);
    visit.leave_frame().await
}

async fn a_flood_of_messages_is_refused_once(visit: Rc<Visit>) -> Outcome {
    let _host = host(&visit, QUERY).await?;
    let flood = "for (let n = 0; n < 2000; n += 1) say({ makespan: 1, type: 'ping' }); done(true);";
    visit.ask::<bool>(flood).await?;
    visit.wait("heardOf('error').length", SOON).await?;
    visit.enter_frame().await?;
    visit.press("run").await?;
    visit.finish().await?;
    visit.leave_frame().await?;
    let (errors, answers): (Vec<String>, usize) =
        visit.look("[heardOf('error').map((it) => it.kind), heardOf('ready').length]").await?;
    assert!(errors.iter().all(|kind| kind == "too-many-messages"), "{errors:?}");
    assert!(errors.len() < 20 && answers < 500, "{} errors, {answers} answers", errors.len());
    Ok(())
}

async fn a_host_runs_a_program_and_hears_what_it_prints(visit: Rc<Visit>) -> Outcome {
    let _host = host(&visit, QUERY).await?;
    runs_a_program(&visit).await
}

async fn a_host_stops_a_program(visit: Rc<Visit>) -> Outcome {
    let _host = host(&visit, QUERY).await?;
    let code = "print('begun')\nwhile True: pass\n";
    say(&visit, json!({ "makespan": 1, "type": "run-python", "id": 6, "code": code })).await?;
    visit.wait("heardOf('output').length", RACE).await?;
    say(&visit, json!({ "makespan": 1, "type": "stop" })).await?;
    visit.wait("heardOf('python-result').length", SOON).await?;
    assert_eq!(visit.look::<u32>("heardOf('python-result')[0].id").await?, 6);
    Ok(())
}

/// Where a browser isolates a frame only with the page around it.
async fn a_host_that_is_isolated_hears_what_a_program_prints(visit: Rc<Visit>) -> Outcome {
    let host = Site::open().await?;
    let page = include_str!("../host.html");
    host.break_with(Fault::rewritten("frame.html", move |_| page.into()));
    open_host(&visit, &host, "frame.html", QUERY).await?;
    runs_a_program(&visit).await
}

async fn runs_a_program(visit: &Visit) -> Outcome {
    let code = "import sys\nprint('hello')\nprint('oh', file=sys.stderr)\nraise SystemExit(3)\n";
    say(visit, json!({ "makespan": 1, "type": "run-python", "id": 5, "code": code })).await?;
    visit.wait("heardOf('python-result').length", RACE).await?;
    let result: Value = visit.look("heardOf('python-result')[0]").await?;
    assert_eq!((&result["id"], &result["exitCode"]), (&json!(5), &json!(3)));
    let output: Vec<Value> = visit.look("heardOf('output')").await?;
    let text = |stream| -> String {
        let of_stream = output.iter().filter(|it| it["stream"] == stream);
        of_stream.filter_map(|it| it["text"].as_str()).collect()
    };
    assert_eq!((&*text("stdout"), &*text("stderr")), ("hello\n", "oh\n"));
    visit.enter_frame().await?;
    let shown: String = visit.look("document.getElementById('python-code').value").await?;
    assert_eq!(shown, code);
    visit.leave_frame().await
}

async fn the_engine_is_fetched_when_the_race_comes_into_view(visit: Rc<Visit>) -> Outcome {
    let host = Site::open().await?;
    host.break_with(Fault::rewritten("host.html", |page| {
        let page = String::from_utf8_lossy(&page);
        page.replace("margin: 0", "margin: 5000px 0 0").into()
    }));
    open_host(&visit, &host, "host.html", QUERY).await?;
    visit.enter_frame().await?;
    visit.reach("idle", SOON).await?;
    let engine = "engine_bg.wasm".to_owned();
    assert!(!visit.site.requests().contains(&engine), "nobody can see it yet");
    visit.look::<bool>("(document.documentElement.scrollIntoView(), true)").await?;
    let fetched = "new PerformanceObserver((list, observer) => { \
        if (!list.getEntries().some(({ name }) => name.includes('engine_bg.wasm'))) return; \
        observer.disconnect(); done(true); }).observe({ type: 'resource', buffered: true });";
    assert!(visit.ask::<bool>(fetched).await?);
    assert!(visit.site.requests().contains(&engine));
    visit.leave_frame().await
}
