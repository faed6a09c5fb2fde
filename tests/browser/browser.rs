//! A browser under a driver, for as many scenarios as it survives.

use crate::Outcome;
use crate::driver::Driver;
use crate::variant::Variant;
use std::time::Duration;
use thirtyfour::{TimeoutConfiguration, WebDriver};

/// Longer than any wait in a page.
const SCRIPT: Duration = Duration::from_secs(90);

/// The page is small and the server is near.
const LOAD: Duration = Duration::from_secs(30);

/// Wide and high enough for all controls to be in sight, whatever else a scenario looks at.
const WINDOW: (u32, u32) = (1400, 1500);

/// A running browser.
pub struct Browser {
    /// Which one.
    pub variant: Variant,
    /// What it is told through.
    pub session: WebDriver,
    // Ends with the browser; after the session, in this order.
    driver: Driver,
}

impl Browser {
    /// Starts a browser.
    ///
    /// # Errors
    /// When it or its driver does not start.
    pub async fn start(variant: Variant) -> Outcome<Self> {
        let driver = Driver::start(variant).await?;
        let session = WebDriver::new(driver.url(), variant.capabilities()).await?;
        let timeouts = TimeoutConfiguration::new(Some(SCRIPT), Some(LOAD), None);
        session.update_timeouts(timeouts).await?;
        session.set_window_rect(0, 0, WINDOW.0, WINDOW.1).await?;
        Ok(Self { variant, session, driver })
    }

    /// Whether a process of the browser itself has crashed since it started.
    pub fn has_crashed(&self) -> bool {
        self.driver.tells_of_a_crash()
    }

    /// Ends it; a browser that does not follow ends with its driver.
    pub async fn end(self) {
        let _ = self.session.quit().await;
    }
}
