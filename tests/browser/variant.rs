//! The browsers the page is tried in, and how each is started.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use thirtyfour::Capabilities;

/// A browser, and whether it shares memory where that is a matter of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK with shared memory switched on.
    Webkit,
    /// WebKitGTK as it comes: isolated, and yet without shared memory.
    WebkitUnshared,
}

/// Where WebKitGTK keeps the browser that its driver drives.
const MINI_BROWSER: &str = "webkit2gtk-4.1/MiniBrowser";

/// Room for a window in which the whole page can be seen.
const SCREEN: &str = "-screen 0 1600x1600x24";

const CHROMIUM_ARGS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

impl Variant {
    /// Every browser.
    pub const ALL: [Self; 4] = [Self::Chromium, Self::Firefox, Self::Webkit, Self::WebkitUnshared];

    /// Those with threads, once the page is isolated.
    pub const THREADED: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The name that tests begin with.
    pub fn id(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
            Self::WebkitUnshared => "webkit-unshared",
        }
    }

    /// What `MAKESPAN_BROWSERS` calls it, however it is set up.
    pub fn product(self) -> &'static str {
        match self {
            Self::Webkit | Self::WebkitUnshared => "webkit",
            _ => self.id(),
        }
    }

    /// What starts its driver on a port.
    pub fn driver(self, port: u16) -> Vec<String> {
        let port = port.to_string();
        match self {
            Self::Chromium => vec!["chromedriver".to_owned(), format!("--port={port}")],
            Self::Firefox => vec!["geckodriver".to_owned(), "--port".to_owned(), port],
            Self::Webkit | Self::WebkitUnshared => {
                let port = format!("--port={port}");
                ["xvfb-run", "-a", "-s", SCREEN, "WebKitWebDriver", &port]
                    .map(str::to_owned)
                    .to_vec()
            }
        }
    }

    /// What is in the line by which its browser says that a process of its own has crashed, for those
    /// that say so.
    pub fn crash_report(self) -> Option<&'static str> {
        match self {
            Self::Chromium | Self::Firefox => None,
            Self::Webkit | Self::WebkitUnshared => Some("WebProcess CRASHED"),
        }
    }

    /// Sets what the driver and its browser find in their environment.
    pub fn furnish(self, command: &mut Command) {
        if matches!(self, Self::Webkit | Self::WebkitUnshared) {
            command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            command.env_remove("JSC_useSharedArrayBuffer");
        }
        if self == Self::Webkit {
            command.env("JSC_useSharedArrayBuffer", "1");
        }
    }

    /// What a session is asked for.
    pub fn capabilities(self) -> Capabilities {
        let wish = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": {
                    "binary": in_path(&["chromium", "google-chrome"]),
                    "args": CHROMIUM_ARGS,
                },
                "goog:loggingPrefs": { "browser": "ALL" },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": in_path(&["firefox-esr", "firefox"]),
                    "args": ["-headless"],
                },
            }),
            Self::Webkit | Self::WebkitUnshared => json!({
                "webkitgtk:browserOptions": {
                    "binary": mini_browser(),
                    "args": ["--automation"],
                },
            }),
        };
        match wish {
            Value::Object(wish) => Capabilities::from(wish),
            _ => Capabilities::new(),
        }
    }
}

/// The first of these programs that is there.
fn in_path(programs: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<_> = env::split_paths(&path).collect();
    let places = programs.iter().flat_map(|name| folders.iter().map(move |it| it.join(name)));
    places.into_iter().find(|place| place.is_file())
}

fn mini_browser() -> Option<PathBuf> {
    let libraries = [Path::new("/usr/lib"), Path::new("/usr/libexec")];
    let folders = libraries.into_iter().filter_map(|folder| fs::read_dir(folder).ok());
    let nested = folders.flatten().flatten().map(|entry| entry.path());
    libraries
        .map(Path::to_owned)
        .into_iter()
        .chain(nested)
        .map(|folder| folder.join(MINI_BROWSER))
        .find(|place| place.is_file())
}
