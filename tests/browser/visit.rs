//! A visit to the page: what a visitor does there and sees there.

use crate::Outcome;
use crate::row::{self, Row};
use crate::site::Site;
use crate::variant::Variant;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::time::Duration;
use thirtyfour::{By, Key, TypingData, WebDriver};

const WAIT: &str = include_str!("wait.js");

/// What takes no race takes no longer than this, even where a machine stands still for a while.
pub const SOON: Duration = Duration::from_secs(30);

/// How often a page that may be gone is asked whether it is back.
const PAUSE: Duration = Duration::from_millis(20);

/// A small race ends within this on a slow machine.
pub const RACE: Duration = Duration::from_secs(60);

/// A visit to a site in a browser.
pub struct Visit {
    /// What is visited.
    pub site: Site,
    /// With which browser.
    pub variant: Variant,
    session: WebDriver,
    arrived: Cell<bool>,
    forgiven: RefCell<Vec<&'static str>>,
}

impl Visit {
    /// A visit that has not begun.
    pub fn new(site: Site, session: WebDriver, variant: Variant) -> Self {
        let (arrived, forgiven) = Default::default();
        Self { site, variant, session, arrived, forgiven }
    }

    /// Opens the page with a query, and waits until it can be used.
    pub async fn open(&self, query: &str) -> Outcome {
        self.load(&format!("/{query}")).await?;
        self.wait(
            "document.querySelector('main:not([data-state=loading]) [data-action=run]')",
            SOON,
        )
        .await
    }

    /// Opens an address of the site, once the page before it has proved silent.
    pub async fn load(&self, path: &str) -> Outcome {
        self.load_from(self.site.url(path)).await
    }

    /// Opens any address, once the page before it has proved silent.
    pub async fn load_from(&self, address: String) -> Outcome {
        self.assert_silent().await?;
        self.session.goto(address).await?;
        self.arrived.set(true);
        Ok(())
    }

    /// Goes on in the frame of `frame.html` or `host.html`.
    pub async fn enter_frame(&self) -> Outcome {
        self.enter_frame_of("#frame").await
    }

    /// Goes on in the frame that a selector finds.
    pub async fn enter_frame_of(&self, selector: &str) -> Outcome {
        self.wait(&format!("document.querySelector({})", json!(selector)), SOON).await?;
        self.session.find(By::Css(selector)).await?.enter_frame().await?;
        // It may still be empty, and no script can wait in what is about to be replaced.
        self.outlast("document.querySelector('main')").await
    }

    /// Goes on in the page that has the frame, once the page in the frame has proved silent.
    pub async fn leave_frame(&self) -> Outcome {
        self.assert_silent().await?;
        Ok(self.session.enter_parent_frame().await?)
    }

    /// Opens the page with a query on a host that sends no headers, and waits until it has reloaded
    /// itself to be isolated.
    pub async fn open_to_be_isolated(&self, query: &str) -> Outcome {
        // Chromium says so when the page goes away while its icon is loaded.
        self.forgive("icon from the Manifest");
        self.load(&format!("/{query}")).await?;
        self.outlast("crossOriginIsolated && document.querySelector('main[data-state=idle]')").await
    }

    /// Waits until the page has been loaded again.
    pub async fn returned(&self) -> Outcome {
        self.outlast(
            "performance.getEntriesByType('navigation')[0]?.type === 'reload' \
             && document.querySelector('main:not([data-state=loading])')",
        )
        .await
    }

    /// Waits until an expression is true in a page that reloads itself, where no script can wait.
    pub async fn outlast(&self, expression: &str) -> Outcome {
        let expression = format!("Boolean({expression})");
        let true_at_last = async {
            // A page that is just going away answers with an error.
            while !self.look::<bool>(&expression).await.unwrap_or(false) {
                tokio::time::sleep(PAUSE).await;
            }
        };
        if tokio::time::timeout(SOON, true_at_last).await.is_err() {
            let page = self.page().await?;
            return Err(format!("not within {SOON:?}: {expression}\n{page}").into());
        }
        Ok(())
    }

    /// Complaints that contain this are expected in this visit.
    pub fn forgive(&self, complaint: &'static str) {
        self.forgiven.borrow_mut().push(complaint);
    }

    /// Ends the visit: no complaint may be left, and no work either.
    pub async fn leave(&self) -> Outcome {
        self.assert_silent().await?;
        Ok(self.session.goto("about:blank").await?)
    }

    /// Waits until a JavaScript expression is true.
    ///
    /// # Errors
    /// When it is not by the deadline; says what the page looked like then.
    pub async fn wait(&self, expression: &str, deadline: Duration) -> Outcome {
        // Put into the script, because a page may forbid scripts that are made of text.
        let script = WAIT.replace("EXPRESSION", &format!("(({expression}) ? true : null)"));
        let seen = self.session.execute_async(script, [json!(deadline.as_millis() as u64)]).await?;
        if seen.json().is_null() {
            let page = self.page().await?;
            return Err(format!("not within {deadline:?}: {expression}\n{page}").into());
        }
        Ok(())
    }

    /// Waits until a JavaScript expression gives what is expected of it.
    ///
    /// # Errors
    /// When it does not soon; says what it gives instead.
    pub async fn see<T: Serialize>(&self, expression: &str, expected: T) -> Outcome {
        let expected = serde_json::to_string(&expected)?;
        let same = format!("JSON.stringify({expression}) === {}", json!(expected));
        let Err(error) = self.wait(&same, SOON).await else { return Ok(()) };
        let given: Value = self.look(expression).await?;
        Err(format!("{given} is not {expected}: {error}").into())
    }

    /// What a JavaScript expression gives now.
    pub async fn look<T: DeserializeOwned>(&self, expression: &str) -> Outcome<T> {
        let script = format!("return ({expression});");
        Ok(self.session.execute(script, []).await?.convert()?)
    }

    /// Waits for what an asynchronous piece of JavaScript passes to `done`.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str) -> Outcome<T> {
        let script = format!("const done = arguments[arguments.length - 1];\n{script}");
        Ok(self.session.execute_async(script, []).await?.convert()?)
    }

    /// Waits until the page is in a state.
    pub async fn reach(&self, state: &str, deadline: Duration) -> Outcome {
        self.wait(&format!("document.querySelector('main[data-state={state}]')"), deadline).await
    }

    /// Waits until a run has begun since the page had been in so many states, and is over and was
    /// not broken. It may be over before anybody looks.
    pub async fn finish_after(&self, states: usize) -> Outcome {
        self.wait(&format!("watched.states.slice({states}).includes('running')"), SOON).await?;
        self.finish().await
    }

    /// Presses Run, and waits until that race is over and was not broken.
    pub async fn race(&self) -> Outcome {
        let before = self.states().await?.len();
        self.press("run").await?;
        self.finish_after(before).await
    }

    /// Waits until a race is over and was not broken.
    pub async fn finish(&self) -> Outcome {
        self.wait(
            "document.querySelector('main:is([data-state=done], [data-state=failed])')",
            RACE,
        )
        .await?;
        let failure: Option<String> =
            self.look("document.querySelector('.failure')?.textContent ?? null").await?;
        if let Some(failure) = failure {
            return Err(format!("the race failed: {failure}").into());
        }
        self.reach("done", SOON).await
    }

    /// Waits until a race has failed; returns the kind of its failure and what is said about it.
    pub async fn fail(&self, deadline: Duration) -> Outcome<(String, String)> {
        self.wait(
            "document.querySelector('main:is([data-state=done], [data-state=failed])')",
            deadline,
        )
        .await?;
        self.reach("failed", SOON).await?;
        let alert = "document.querySelector('main [role=alert][data-notice]')";
        self.look(&format!("[{alert}.dataset.notice, {alert}.textContent]")).await
    }

    /// Waits until samples are being taken.
    pub async fn midway(&self) -> Outcome {
        self.wait("document.querySelector('tr[data-median-ms]')", RACE).await
    }

    /// Presses a button of the page.
    pub async fn press(&self, action: &str) -> Outcome {
        self.wait(&format!("document.querySelector('[data-action={action}]')"), SOON).await?;
        let button = self.session.find(By::Css(format!("[data-action={action}]"))).await?;
        Ok(button.click().await?)
    }

    /// Clicks the first element that a selector finds, once nothing moves it any more.
    pub async fn click(&self, selector: &str) -> Outcome {
        let found = format!("document.querySelector({})", json!(selector));
        self.wait(&found, SOON).await?;
        let rest = format!(
            "let last; const look = () => {{ const it = {found}; \
             it?.scrollIntoView({{ block: 'center', behavior: 'instant' }}); \
             const {{ x, y }} = it?.getBoundingClientRect() ?? {{}}; \
             if (last === `${{x}} ${{y}}`) return done(true); \
             last = `${{x}} ${{y}}`; requestAnimationFrame(() => requestAnimationFrame(look)); }}; look();"
        );
        self.ask::<bool>(&rest).await?;
        Ok(self.session.find(By::Css(selector)).await?.click().await?)
    }

    /// Chooses an option of a list by its words.
    pub async fn choose(&self, selector: &str, words: &str) -> Outcome {
        let list = format!("document.querySelector({})", json!(selector));
        self.wait(&list, SOON).await?;
        let script = format!(
            "const list = {list}; list.value = {}; \
             list.dispatchEvent(new Event('change', {{ bubbles: true }})); done(list.value);",
            json!(words)
        );
        let chosen: String = self.ask(&script).await?;
        if chosen == words { Ok(()) } else { Err(format!("{selector} has no {words}").into()) }
    }

    /// Types a text into a field in place of what stands there.
    pub async fn fill(&self, field: &str, text: &str) -> Outcome {
        let element = self.session.find(By::Id(field)).await?;
        element.click().await?;
        self.look::<Value>(&format!("document.getElementById('{field}').select()")).await?;
        element.send_keys(if text.is_empty() { Key::Delete + "" } else { text.into() }).await?;
        self.wait(&format!("document.getElementById('{field}').value === {}", json!(text)), SOON)
            .await
    }

    /// Presses keys wherever the focus is.
    pub async fn type_keys(&self, keys: impl Into<TypingData>) -> Outcome {
        Ok(self.session.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses Enter while Control is held down.
    pub async fn press_control_enter(&self) -> Outcome {
        self.press_control(Key::Enter).await
    }

    /// Presses a key while Control is held down.
    pub async fn press_control(&self, key: impl Into<char>) -> Outcome {
        let key = key.into();
        let keys = self.session.action_chain().key_down(Key::Control).key_down(key);
        Ok(keys.key_up(key).key_up(Key::Control).perform().await?)
    }

    /// The rows of the results.
    pub async fn rows(&self) -> Outcome<Vec<Row>> {
        self.look(row::READ).await
    }

    /// The states the page has been in.
    pub async fn states(&self) -> Outcome<Vec<String>> {
        self.look("watched.states").await
    }

    /// The kinds of the notices that are shown.
    pub async fn notices(&self) -> Outcome<Vec<String>> {
        self.look("[...document.querySelectorAll('[data-notice]')].map((it) => it.dataset.notice)")
            .await
    }

    async fn page(&self) -> Outcome<String> {
        self.look(
            "`state ${document.querySelector('main')?.dataset.state}, states ${self.watched?.states}, \
             complaints ${self.watched?.complaints}\n${document.body?.innerText.slice(0, 1500)}`",
        )
        .await
    }

    /// Fails when the page, or the browser about the page, has complained.
    pub async fn assert_silent(&self) -> Outcome {
        if !self.arrived.get() {
            return Ok(());
        }
        let mut complaints: Vec<String> = self.look("self.watched?.complaints ?? []").await?;
        if self.variant == Variant::Chromium {
            let log = self.session.browser_log().await?;
            let loud =
                log.into_iter().filter(|entry| ["SEVERE", "WARNING"].contains(&&*entry.level));
            complaints.extend(loud.map(|entry| entry.message));
        }
        let forgiven = self.forgiven.borrow();
        complaints.retain(|said| !forgiven.iter().any(|expected| said.contains(expected)));
        if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n").into()) }
    }
}
