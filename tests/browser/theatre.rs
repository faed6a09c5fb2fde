//! Where scenarios are played: one browser at a time, thrown away after a scenario that failed.

use crate::Outcome;
use crate::browser::Browser;
use crate::scenario::Scenario;
use crate::site::Site;
use crate::variant::Variant;
use crate::visit::Visit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::time::timeout;

/// The longest a scenario may take.
const DEADLINE: Duration = Duration::from_secs(120);

/// How often in all a browser may crash by itself. WebKitGTK 2.50 does once in several hundred scenarios:
/// it signals every thread for each WebAssembly function it has compiled anew, and the handler leaves
/// its own `errno` to what it interrupted. GLib and Skia, which read that, then end the process.
const CRASHES: u32 = 2;

/// One browser, and the threads that serve its pages.
pub struct Theatre {
    runtime: Runtime,
    browser: Option<Browser>,
    crashes: u32,
}

impl Theatre {
    /// A theatre without a browser yet.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn open() -> Outcome<Self> {
        Ok(Self { runtime: Runtime::new()?, browser: None, crashes: 0 })
    }

    /// Plays a scenario in a browser; once more in a new one where the browser says that a process of
    /// its own has crashed, because then nothing is known about the page. A page that makes the browser
    /// crash does so again.
    ///
    /// # Errors
    /// What the scenario says; whatever it left in the browser is thrown away with the browser.
    pub fn play(&mut self, variant: Variant, scenario: &Scenario) -> Outcome {
        let played = self.attempt(variant, scenario);
        let Err(error) = &played else { return played };
        let crashed = self.browser.as_ref().is_some_and(Browser::has_crashed);
        self.close();
        if !crashed || self.crashes == CRASHES {
            return played;
        }
        self.crashes += 1;
        println!("{} crashed, crash {} of this run: {error}", variant.id(), self.crashes);
        let again = self.attempt(variant, scenario);
        if again.is_err() {
            self.close();
        }
        again
    }

    fn attempt(&mut self, variant: Variant, scenario: &Scenario) -> Outcome {
        let browser = self.browser_for(variant)?;
        let session = browser.session.clone();
        let played = catch_unwind(AssertUnwindSafe(|| {
            self.runtime.block_on(async {
                let visit = Rc::new(Visit::new(Site::open().await?, session, variant));
                let played = async {
                    (scenario.play)(visit.clone()).await?;
                    visit.leave().await
                };
                timeout(DEADLINE, played).await.map_err(|_| "it takes too long")?
            })
        }));
        // What panicked has said so where it happened.
        let played = played.unwrap_or_else(|_| Err("an assertion does not hold; see above".into()));
        played.map_err(|error| without_stack(&error.to_string()).into())
    }

    fn browser_for(&mut self, variant: Variant) -> Outcome<&Browser> {
        if self.browser.as_ref().is_some_and(|browser| browser.variant != variant) {
            self.close();
        }
        if self.browser.is_none() {
            self.browser = Some(self.runtime.block_on(Browser::start(variant))?);
        }
        self.browser.as_ref().ok_or_else(|| "there is no browser".into())
    }

    /// Ends the browser, if there is one.
    pub fn close(&mut self) {
        if let Some(browser) = self.browser.take() {
            self.runtime.block_on(browser.end());
        }
    }
}

/// What a driver says, without the addresses of its own code.
fn without_stack(message: &str) -> &str {
    message.split("Stacktrace:").next().unwrap_or(message).trim_end()
}
