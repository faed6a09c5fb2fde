//! Wherever the site is served, and in whatever frame: what it gives, after how many loads.

use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios, within};
use crate::site::Site;
use crate::variant::Variant;
use crate::visit::{RACE, SOON, Visit};
use std::rc::Rc;

/// What is known about the browser is on the page.
const KNOWN: &str = "document.querySelector('.facts dl')";

/// Who isolates the page.
#[derive(Clone, Copy, Debug, PartialEq)]
enum By {
    Headers,
    Worker,
    Nobody,
}

/// Where the page is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Tab,
    Frame,
    Sandbox,
}

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    let mut all = Vec::new();
    for by in [By::Headers, By::Worker, By::Nobody] {
        for place in [Place::Tab, Place::Frame, Place::Sandbox] {
            let name = format!("isolated_by_{by:?}_in_a_{place:?}").to_lowercase();
            let play = move |visit| isolates(visit, by, place);
            all.push(Scenario::new(within(module_path!(), &name), &Variant::ALL, play));
        }
    }
    all.extend(scenarios! {
        Variant::ALL => a_site_in_a_folder_is_isolated_by_its_worker;
        [Variant::Webkit, Variant::WebkitUnshared] =>
            // It lets no script of the site run there: to it the frame is of no site.
            a_frame_that_may_load_nothing_says_so_without_a_script;
        [Variant::Chromium, Variant::Firefox] =>
            a_frame_without_an_origin_says_what_it_lacks,
            where_nothing_can_be_stored_the_page_works_without_threads,
            a_page_in_a_frame_leads_to_the_same_page_in_a_tab,
            the_site_works_without_a_connection,
            a_host_that_knows_no_modules_is_put_right,
            a_new_deploy_is_there_on_the_next_visit;
        [Variant::Chromium] =>
            an_engine_of_a_later_deploy_is_met_by_one_reload,
            an_engine_that_stays_another_is_not_reloaded_for_again,
            views_of_a_later_deploy_are_met_by_one_reload,
            views_of_a_later_deploy_cost_no_results;
    });
    all
}

async fn isolates(visit: Rc<Visit>, by: By, place: Place) -> Outcome {
    visit.site.employ();
    if by != By::Headers {
        visit.site.go_bare();
    }
    if by == By::Nobody {
        visit.forgive("404");
        visit.site.break_with(Fault::new("service-worker.js", Harm::Status(404)));
    }
    let host = if by == By::Worker && place == Place::Tab {
        visit.open_to_be_isolated("?workers=2").await?;
        None
    } else {
        show(&visit, place, "?workers=2").await?
    };
    visit.wait(KNOWN, SOON).await?;
    let isolated = by != By::Nobody && (place == Place::Tab || visit.variant == Variant::Chromium);
    let threads = match visit.variant {
        Variant::WebkitUnshared => false,
        // Shares memory without isolation as soon as it is told to share at all.
        Variant::Webkit => true,
        _ => isolated,
    };
    assert_eq!(visit.look::<bool>("crossOriginIsolated").await?, isolated);
    let badge: String = visit.look(&format!("{KNOWN}.textContent")).await?;
    let yes = |is| if is { "yes" } else { "no" };
    let expected = format!("Isolated{}Real threads{}Reported", yes(isolated), yes(threads));
    assert!(badge.starts_with(&expected), "{badge}");
    let unavailable: Vec<String> = visit
        .look(
            "[...document.querySelectorAll('tr[data-state=unavailable]')]\
             .map((row) => row.dataset.strategy)",
        )
        .await?;
    let locked: &[&str] =
        if threads { &[] } else { &["threads-gil", "threads", "processes-threads"] };
    assert_eq!(unavailable, locked);
    let reloads = by == By::Worker && isolated;
    let loads: String = visit.look("sessionStorage.loads").await?;
    assert_eq!(loads, if reloads { "2" } else { "1" });
    drop(host);
    Ok(())
}

/// Shows the page with a query at a place. What is returned serves the page around it.
async fn show(visit: &Visit, place: Place, query: &str) -> Outcome<Option<Site>> {
    let sandbox = match place {
        Place::Tab => {
            visit.open(query).await?;
            return Ok(None);
        }
        Place::Frame => "",
        Place::Sandbox => "&sandbox=allow-scripts%20allow-same-origin",
    };
    frame(visit, query, sandbox).await.map(Some)
}

/// Shows the page in a frame of somebody else's page, and goes on in it.
async fn frame(visit: &Visit, query: &str, sandbox: &str) -> Outcome<Site> {
    let host = enter(visit, query, sandbox).await?;
    // It may have to reload itself first.
    visit.outlast("document.querySelector('main:not([data-state=loading])')").await?;
    Ok(host)
}

/// The same, without waiting for the page.
async fn enter(visit: &Visit, query: &str, sandbox: &str) -> Outcome<Site> {
    let host = Site::open().await?;
    let src = visit.site.url(&format!("/{query}")).replace('?', "%3F").replace('&', "%26");
    visit.load_from(host.url_of_stranger(&format!("/host.html?src={src}{sandbox}"))).await?;
    visit.enter_frame().await?;
    Ok(host)
}

async fn a_frame_without_an_origin_says_what_it_lacks(visit: Rc<Visit>) -> Outcome {
    let _host = frame(&visit, "?workload=sort&embed=1", "&sandbox=allow-scripts").await?;
    assert_eq!(visit.notices().await?, ["sandboxed-frame"]);
    let (words, address): (String, String) = visit
        .look(
            "[document.querySelector('.failure').textContent, \
             document.querySelector('.own-tab').href]",
        )
        .await?;
    assert!(words.contains("allow-same-origin"), "{words}");
    assert_eq!(address, visit.site.url("/?workload=sort"));
    Ok(())
}

async fn a_frame_that_may_load_nothing_says_so_without_a_script(visit: Rc<Visit>) -> Outcome {
    let _host = enter(&visit, "?workload=sort&embed=1", "&sandbox=allow-scripts").await?;
    const NOTICE: &str = "document.querySelector('.stuck')";
    visit.wait(&format!("{NOTICE}?.checkVisibility({{ visibilityProperty: true }})"), RACE).await?;
    let (words, address): (String, String) =
        visit.look(&format!("[{NOTICE}.innerText, {NOTICE}.querySelector('a').href]")).await?;
    assert!(words.contains("allow-same-origin"), "{words}");
    assert_eq!(address, visit.site.url("/?workload=sort&embed=1"));
    Ok(())
}

async fn a_site_in_a_folder_is_isolated_by_its_worker(visit: Rc<Visit>) -> Outcome {
    visit.site.move_to("/some/folder");
    visit.site.go_bare();
    visit.site.employ();
    visit.open_to_be_isolated("?workload=primes&size=100000&repeats=3&workers=2").await?;
    assert!(visit.look::<bool>("crossOriginIsolated").await?);
    visit.press("run").await?;
    visit.finish().await?;
    let scopes: Vec<String> = visit
        .ask("navigator.serviceWorker.getRegistrations().then((all) => done(all.map((it) => it.scope)));")
        .await?;
    assert_eq!(scopes, [visit.site.url("/")]);
    Ok(())
}

async fn where_nothing_can_be_stored_the_page_works_without_threads(visit: Rc<Visit>) -> Outcome {
    visit.site.go_bare();
    visit.site.employ();
    // What a browser does that was told to let sites store nothing.
    let forbidden = "for (const [owner, name] of [[window, 'sessionStorage'], [window, 'localStorage'], \
         [window, 'caches'], [Navigator.prototype, 'serviceWorker']]) \
         Object.defineProperty(owner, name, { get() { throw new DOMException('no', 'SecurityError'); } });";
    visit.site.break_with(Fault::before("isolation.js", forbidden));
    visit.open("?workload=primes&size=100000&repeats=3&workers=2").await?;
    visit.wait(KNOWN, SOON).await?;
    assert_eq!(visit.notices().await?, ["not-isolated"]);
    assert_eq!(visit.site.loads(), 1);
    visit.press("run").await?;
    visit.finish().await
}

async fn a_page_in_a_frame_leads_to_the_same_page_in_a_tab(visit: Rc<Visit>) -> Outcome {
    let query = "?workload=sort&strategies=sequential,processes&size=70000&repeats=5";
    let _host = frame(&visit, &format!("{query}&embed=1"), "").await?;
    let address: String = visit.look("document.querySelector('.own-tab').href").await?;
    assert_eq!(address, visit.site.url(&format!("/{query}")));
    Ok(())
}

/// Everything that is kept beforehand is kept: but for pages, which are served otherwise here, and
/// Python, which is kept when it is used.
async fn kept(visit: &Visit) -> Outcome {
    let script = "\
        const worker = await (await fetch('service-worker.js')).text(); \
        const { build, files } = JSON.parse(worker.match(/const SITE = (.*);/)[1]); \
        const wanted = Object.keys(files).filter((name) => \
          name === 'index.html' || !name.endsWith('.html') && !name.startsWith('python/pyodide/')); \
        const look = async () => { \
          const cache = (await caches.keys()).find((name) => name.endsWith(build)); \
          const found = cache ? await (await caches.open(cache)).keys() : []; \
          const names = new Set(found.map(({ url }) => url)); \
          const missing = wanted.filter((name) => !names.has(new URL(name, document.baseURI).href)); \
          if (missing.length === 0) return done(wanted.length); \
          setTimeout(look, 200); \
        }; look();";
    let script = format!("(async () => {{ {script} }})();");
    let count: usize = visit.ask(&script).await?;
    assert!(count > 20, "{count} files are kept");
    Ok(())
}

async fn the_site_works_without_a_connection(visit: Rc<Visit>) -> Outcome {
    visit.site.go_bare();
    visit.site.employ();
    visit.open_to_be_isolated("").await?;
    kept(&visit).await?;
    visit.site.vanish();
    // The script that watches a page is no part of the site, so it is not kept.
    visit.forgive("collector.js");
    visit.open("?workload=primes&size=100000&repeats=3&workers=2").await?;
    assert!(visit.look::<bool>("crossOriginIsolated").await?);
    visit.press("run").await?;
    visit.finish().await?;
    visit.rows().await?.iter().for_each(|row| row.assert_measured());
    visit.click("[data-open=receipt]").await?;
    visit.wait("document.querySelector('[data-view=receipt]')", SOON).await
}

async fn a_host_that_knows_no_modules_is_put_right(visit: Rc<Visit>) -> Outcome {
    visit.site.go_bare();
    visit.site.employ();
    visit.site.break_with(Fault::new("*.mjs", Harm::Type("application/octet-stream")));
    visit.open_to_be_isolated("?view=python").await?;
    visit.wait("document.querySelector('[data-editor=rich]')", SOON).await
}

/// Another deploy of the same site: a page that says so, of another build.
fn deploy(site: &Site) {
    site.break_with(Fault::rewritten("index.html", |page| {
        let page = String::from_utf8_lossy(&page).into_owned();
        page.replace("<body", "<body data-deploy=\"new\"").into()
    }));
}

async fn a_new_deploy_is_there_on_the_next_visit(visit: Rc<Visit>) -> Outcome {
    visit.site.go_bare();
    visit.site.employ();
    visit.open_to_be_isolated("").await?;
    kept(&visit).await?;
    deploy(&visit.site);
    visit.open("").await?;
    visit.wait("document.body.dataset.deploy === 'new'", SOON).await
}

/// Its greeting is the name of the build: eight hexadecimal digits after a tag and a length.
const OTHER_BUILD: &str = "const post = self.postMessage.bind(self); \
    self.postMessage = (message, transfer) => { \
    if (message[0]?.length === 10) message[0].fill(48, 2); post(message, transfer); };";

async fn an_engine_of_a_later_deploy_is_met_by_one_reload(visit: Rc<Visit>) -> Outcome {
    // The first page meets another engine, the page after it its own.
    let first =
        Fault::before("process.js", format!("if (self.name === 'main') {{ {OTHER_BUILD} }}"));
    visit.site.break_with(first.until(1));
    visit.open("?workload=primes&size=100000&repeats=3&workers=2").await?;
    visit.press("run").await?;
    visit.returned().await?;
    visit.finish().await?;
    assert_eq!(visit.site.loads(), 2);
    visit.rows().await?.iter().for_each(|row| row.assert_measured());
    Ok(())
}

async fn an_engine_that_stays_another_is_not_reloaded_for_again(visit: Rc<Visit>) -> Outcome {
    visit.site.sabotage("self.name === 'main'", OTHER_BUILD);
    visit.open("?workload=primes&size=100000&repeats=3&workers=2").await?;
    visit.press("run").await?;
    visit.returned().await?;
    let (kind, words) = visit.fail(SOON).await?;
    assert_eq!(kind, "engine-outdated", "{words}");
    assert_eq!(visit.site.loads(), 2);
    visit.site.heal();
    visit.race().await
}

/// Views that say they are of another build.
fn other_views() -> Fault {
    Fault::rewritten("views.js", |glue| {
        let glue = String::from_utf8_lossy(&glue);
        let of_another = "export function build() { return 'another'; }\nfunction own_build() {";
        glue.replacen("export function build() {", of_another, 1).into()
    })
}

async fn views_of_a_later_deploy_are_met_by_one_reload(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(other_views().until(1));
    visit.load("/?view=receipt&run=click").await?;
    visit.returned().await?;
    visit.wait("document.querySelector('[data-view=receipt]')", SOON).await?;
    assert_eq!(
        (visit.site.loads(), visit.states().await?),
        (2, vec!["loading".into(), "idle".into()])
    );
    Ok(())
}

async fn views_of_a_later_deploy_cost_no_results(visit: Rc<Visit>) -> Outcome {
    visit.site.break_with(other_views());
    visit.open("?workload=primes&size=100000&repeats=3&workers=2").await?;
    visit.race().await?;
    visit.click("[data-open=receipt]").await?;
    let said =
        "document.querySelector('[data-notice=view-load]')?.textContent.includes('newer version')";
    visit.wait(said, SOON).await?;
    visit.rows().await?.iter().for_each(|row| row.assert_measured());
    assert_eq!(visit.site.loads(), 1);
    Ok(())
}
