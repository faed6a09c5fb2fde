//! What an author puts into a page: the element, the dialog that gives it out, the example.

use super::access::assert_accessible;
use super::share::copied;
use crate::Outcome;
use crate::fault::Fault;
use crate::scenario::{Scenario, scenarios};
use crate::site::Site;
use crate::variant::Variant;
use crate::visit::{RACE, SOON, Visit};
use serde_json::Value;
use std::rc::Rc;
use thirtyfour::Key;

/// A race that is over in a moment.
const QUERY: &str = "workload=sort&size=2000&repeats=3&workers=2&strategies=sequential,processes";

const EXPLAIN: &str = "document.querySelector('[data-action=explain]')";

const BUTTON: &str = "document.querySelector('[data-action=embed]')";

const OPEN: &str = "document.querySelector('dialog[open] iframe')";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        [Variant::Chromium, Variant::Firefox] =>
            the_element_shows_a_lesson_and_reports_its_race,
            what_the_dialog_shows_can_be_copied_and_works_elsewhere,
            the_dialog_is_used_by_keys,
            the_dialog_fits_on_a_phone,
            the_dialog_is_in_nobodys_way_in_light,
            the_dialog_is_in_nobodys_way_in_dark,
            the_example_page_works_from_another_site,
            the_script_may_stand_beside_each_element,
            an_element_follows_its_attributes;
    }
}

/// Opens a page of another site that has this in it, and takes down what the elements in it tell.
async fn paste(visit: &Visit, snippet: String) -> Outcome<Site> {
    const EARS: &str = "<script>self.told = []; \
        for (const type of ['ready', 'result', 'error']) addEventListener(type, ({ detail }) => { \
        told.push({ type, detail }); \
        document.body.dataset.told = told.length; }, true); \
        self.toldOf = (type) => told.filter((it) => it.type === type);</script>";
    let author = Site::open().await?;
    author.break_with(Fault::rewritten("host.html", move |_| {
        let head = "<meta charset=\"utf-8\"><title>Somebody's page</title>\
            <link rel=\"icon\" href=\"favicon.svg\"><script src=\"collector.js\"></script>";
        let page = "<!doctype html><html lang=\"en\"><head>";
        format!("{page}{head}{EARS}</head><body>{snippet}</body></html>").into()
    }));
    visit.load_from(author.url_of_stranger("/host.html")).await?;
    Ok(author)
}

async fn the_element_shows_a_lesson_and_reports_its_race(visit: Rc<Visit>) -> Outcome {
    let script = visit.site.url("/embed.js");
    let element = "<makespan-race lesson=\"gil\" size=\"20000\" repeats=\"3\" view=\"bars\">";
    let snippet = format!("<script src=\"{script}\"></script>{element}</makespan-race>");
    let _author = paste(&visit, snippet).await?;
    visit.wait("toldOf('ready').length", SOON).await?;
    visit.enter_frame_of("makespan-race iframe").await?;
    let (path, embedded, question): (String, bool, String) = visit
        .look(
            "[location.pathname, 'embed' in document.documentElement.dataset, \
             document.querySelector('h1').textContent]",
        )
        .await?;
    assert!(path.ends_with("/lessons/gil.html") && embedded, "{path} {embedded}");
    assert!(question.contains("threads not speed up"), "{question}");
    let height: u64 = visit.look("document.body.offsetHeight").await?;
    visit.leave_frame().await?;
    let frame = "document.querySelector('makespan-race iframe').offsetHeight";
    visit.wait(&format!("Math.abs({frame} - {height}) < 200 && {frame} !== 480"), SOON).await?;
    visit.look::<Option<u8>>("document.querySelector('makespan-race').run('mine') ?? null").await?;
    visit.wait("toldOf('result').length", RACE).await?;
    let result: Value = visit.look("toldOf('result')[0].detail").await?;
    assert_eq!(result["id"], "mine");
    let raced = (&result["result"]["workload"], &result["result"]["size"]);
    assert_eq!(raced, (&"sum-of-squares".into(), &20_000.into()));
    Ok(())
}

/// Opens the dialog of the page with a query.
async fn open_dialog(visit: &Visit, query: &str) -> Outcome {
    visit.open(&format!("?{query}")).await?;
    visit.press("explain").await?;
    visit.click("[data-action=embed]").await?;
    visit.wait(OPEN, SOON).await
}

async fn what_the_dialog_shows_can_be_copied_and_works_elsewhere(visit: Rc<Visit>) -> Outcome {
    open_dialog(&visit, QUERY).await?;
    let element = copied(&visit, "copy-element").await?;
    let frame = copied(&visit, "copy-frame").await?;
    let shown: (String, String) = visit
        .look("['element', 'frame'].map((it) => document.getElementById(`embed-${it}`).value)")
        .await?;
    assert_eq!(shown, (element.clone(), frame.clone()));
    assert!(element.contains("workload=\"sort\""), "{element}");
    visit.enter_frame_of("dialog iframe").await?;
    visit.reach("idle", SOON).await?;
    visit.press("run").await?;
    visit.finish().await?;
    let rows = visit.rows().await?;
    assert_eq!(rows.len(), 2, "{rows:?}");
    visit.leave_frame().await?;
    let _author = paste(&visit, [element, frame].concat()).await?;
    visit.wait("toldOf('ready').length", SOON).await?;
    let settings: Value = visit.look("toldOf('ready')[0].detail.settings").await?;
    assert_eq!((&settings["workload"], &settings["size"]), (&"sort".into(), &"2000".into()));
    visit.enter_frame_of("body > iframe").await?;
    visit.reach("idle", SOON).await?;
    assert_eq!(visit.look::<String>("document.getElementById('size').value").await?, "2000");
    visit.leave_frame().await
}

async fn the_dialog_is_used_by_keys(visit: Rc<Visit>) -> Outcome {
    const AT: &str = "document.activeElement";
    visit.open(&format!("?{QUERY}")).await?;
    visit.press("explain").await?;
    visit.wait(BUTTON, SOON).await?;
    visit.look::<Option<u8>>(&format!("{BUTTON}.focus() ?? null")).await?;
    visit.type_keys(Key::Enter).await?;
    visit.wait(&format!("{OPEN} && {AT}.closest('dialog')"), SOON).await?;
    let mut reached = false;
    for _ in 0..6 {
        reached = visit.look(&format!("{AT}.dataset.action === 'copy-frame'")).await?;
        if reached {
            break;
        }
        visit.type_keys(Key::Tab).await?;
    }
    assert!(reached, "Tab does not lead to the button that copies the frame");
    visit.type_keys(Key::Escape).await?;
    visit.wait(&format!("!{OPEN}"), SOON).await?;
    visit.wait(&format!("{AT} === {BUTTON}"), SOON).await
}

async fn the_dialog_fits_on_a_phone(visit: Rc<Visit>) -> Outcome {
    visit.load(&format!("/frame.html?{QUERY}#360x800")).await?;
    visit.enter_frame().await?;
    for button in [EXPLAIN, BUTTON] {
        visit.wait(button, SOON).await?;
        visit.look::<Option<u8>>(&format!("{button}.click() ?? null")).await?;
    }
    visit.wait(OPEN, SOON).await?;
    let (width, inside, sideways): (u32, bool, Vec<String>) = visit
        .look(
            "(() => { const it = document.querySelector('dialog'), box = it.getBoundingClientRect(); \
             return [innerWidth, box.left >= 0 && box.right <= innerWidth && box.height <= innerHeight, \
             [it, ...it.querySelectorAll('*')].filter((part) => part.scrollWidth > part.clientWidth + 1 \
             && part.clientWidth > 0 && !['IFRAME', 'TEXTAREA'].includes(part.tagName)) \
             .map((part) => part.outerHTML.slice(0, 80))]; })()",
        )
        .await?;
    assert!(width == 360 && inside, "{width} {inside}");
    assert_eq!(sideways, [""; 0]);
    visit.leave_frame().await
}

async fn the_dialog_is_in_nobodys_way_in_light(visit: Rc<Visit>) -> Outcome {
    check_dialog(&visit, "light").await
}

async fn the_dialog_is_in_nobodys_way_in_dark(visit: Rc<Visit>) -> Outcome {
    check_dialog(&visit, "dark").await
}

async fn check_dialog(visit: &Visit, theme: &str) -> Outcome {
    open_dialog(visit, &format!("{QUERY}&theme={theme}")).await?;
    copied(visit, "copy-element").await?;
    assert_accessible(visit, "the dialog").await
}

async fn the_example_page_works_from_another_site(visit: Rc<Visit>) -> Outcome {
    let author = Site::open().await?;
    author.go_bare();
    // The author's page names the whole address of the script, as the page says.
    let script = visit.site.url("/embed.js");
    author.break_with(Fault::rewritten("example-embed.html", move |page| {
        let page = String::from_utf8_lossy(&page).replace("\"embed.js\"", &format!("\"{script}\""));
        page.replace("<head>", "<head><script src=\"collector.js\"></script>").into()
    }));
    visit.load_from(author.url_of_stranger("/example-embed.html")).await?;
    // Three pages are loaded at once.
    visit.wait("document.querySelector('#news').textContent.includes('is ready')", RACE).await?;
    visit.click("#race").await?;
    visit.wait("document.querySelector('#news').textContent.includes('Fastest')", RACE).await?;
    let framed: (u32, bool) = visit
        .look(
            "(() => { const it = document.querySelector('#steered iframe'); \
             return [it.offsetHeight, it.src.includes('workload=wait')]; })()",
        )
        .await?;
    assert!(framed.0 > 200 && framed.0 != 480 && framed.1, "{framed:?}");
    Ok(())
}

/// An element with the script beside it, as authors copy the two.
fn element(visit: &Visit, attributes: &str) -> String {
    let script = visit.site.url("/embed.js");
    format!("<script src=\"{script}\"></script><makespan-race {attributes}></makespan-race>")
}

async fn the_script_may_stand_beside_each_element(visit: Rc<Visit>) -> Outcome {
    const SHOWN: &str = "[...document.querySelectorAll('makespan-race')]\
        .map((it) => getComputedStyle(it).display).join(' ')";
    // What any element may have, and what tools write into pages, is of no concern to a race.
    let second = "role=\"group\" tabindex=\"0\" _ngcontent-c1 data-x=\"1\" workload=\"sort\"";
    let snippet = [element(&visit, "hidden workload=\"sort\""), element(&visit, second)].concat();
    let _author = paste(&visit, snippet).await?;
    visit.wait("toldOf('ready').length", SOON).await?;
    let warnings: Vec<String> = visit.look("toldOf('ready')[0].detail.warnings").await?;
    assert_eq!(warnings, [""; 0]);
    assert_eq!(visit.look::<String>(SHOWN).await?, "none block");
    visit.look::<bool>("(document.querySelector('[hidden]').hidden = false)").await?;
    visit.wait(&format!("{SHOWN} === 'block block'"), SOON).await
}

async fn an_element_follows_its_attributes(visit: Rc<Visit>) -> Outcome {
    let attributes =
        "theme=\"light\" workload=\"primes\" size=\"20000\" repeats=\"3\" workers=\"2\"";
    let _author = paste(&visit, element(&visit, attributes)).await?;
    let change = |code: &str| {
        let script = format!(
            "(() => {{ const it = document.querySelector('makespan-race'); {code}; return true; }})()"
        );
        let visit = visit.clone();
        async move { visit.look::<bool>(&script).await }
    };
    let has = |name: &str, value: &str| {
        format!("toldOf('ready').at(-1)?.detail.settings.{name} === '{value}'")
    };
    visit.wait(&has("theme", "light"), SOON).await?;
    change("it.setAttribute('theme', 'dark')").await?;
    visit.wait(&has("theme", "dark"), SOON).await?;
    change("it.removeAttribute('theme')").await?;
    visit.wait(&has("theme", "auto"), SOON).await?;
    // What watches a page takes the event for one of a file that is missing.
    visit.forgive("cannot load <makespan-race");
    // Nothing but the colours changes while a race is on; what is owed is made up for.
    change("it.run('mine'); it.setAttribute('size', '30000')").await?;
    visit.wait("toldOf('error').some(({ detail }) => detail.kind === 'busy')", SOON).await?;
    visit.wait("toldOf('result').length", RACE).await?;
    assert_eq!(visit.look::<u32>("toldOf('result')[0].detail.result.size").await?, 20_000);
    visit.wait(&has("size", "30000"), SOON).await
}
