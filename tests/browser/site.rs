//! A server of the built site on a port of its own, which can be told to go wrong.

use crate::Outcome;
use crate::fault::{Fault, Harm};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use futures_util::stream;
use sha2::{Digest, Sha256};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{env, fs, io};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// Runs before everything else in the page.
const COLLECTOR: &str = include_str!("collector.js");

/// The page in a frame of any size: windows cannot be made as small as a phone everywhere.
const FRAME: &str = include_str!("frame.html");

/// Somebody else's page, with ours in a frame.
const HOST: &str = include_str!("host.html");

/// Where a process asks whether it is to misbehave.
const IS_BROKEN: &str = "/is-broken";

/// Where the accessibility checker is served.
const AXE: &str = "axe.min.js";

/// A running server; stops when it is dropped.
pub struct Site {
    origin: String,
    state: Arc<Served>,
    server: JoinHandle<()>,
}

struct Served {
    folder: PathBuf,
    faults: Mutex<Vec<Fault>>,
    bare: Mutex<bool>,
    employs: Mutex<bool>,
    prefix: Mutex<&'static str>,
    headers: Vec<(String, String)>,
    log: Mutex<Vec<String>>,
    healed: Notify,
    left: Notify,
}

impl Site {
    /// Serves the site that `MAKESPAN_DIST` names.
    ///
    /// # Errors
    /// When there is no such site, or no port.
    pub async fn open() -> Outcome<Self> {
        let folder = env::var_os("MAKESPAN_DIST").ok_or("MAKESPAN_DIST names no built site")?;
        let headers = headers(&fs::read_to_string(Path::new(&folder).join("_headers"))?);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(Served {
            folder: folder.into(),
            faults: Mutex::default(),
            bare: Mutex::default(),
            employs: Mutex::default(),
            prefix: Mutex::default(),
            headers,
            log: Mutex::default(),
            healed: Notify::new(),
            left: Notify::new(),
        });
        let router = Router::new().fallback(answer).with_state(state.clone());
        let served = state.clone();
        let left = async move { served.left.notified().await };
        let server = tokio::spawn(async move {
            // Ends with the test; whatever it could say then is of no interest.
            let _ = axum::serve(listener, router).with_graceful_shutdown(left).await;
        });
        Ok(Self { origin, state, server })
    }

    /// The address of a page, from the slash on.
    pub fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, lock(&self.state.prefix))
    }

    /// The same address under the other name of this machine: another site to a browser.
    pub fn url_of_stranger(&self, path: &str) -> String {
        self.url(path).replacen("127.0.0.1", "localhost", 1)
    }

    /// Goes wrong in one more way.
    pub fn break_with(&self, fault: Fault) {
        lock(&self.state.faults).push(fault);
    }

    /// Until the site is healed, `code` runs in every process and thread that `when` is true for,
    /// before anything else does. Asked each time, because the page keeps its scripts.
    pub fn sabotage(&self, when: &str, code: &str) {
        let ask = self.url(IS_BROKEN);
        self.break_with(Fault::before(
            "process.js",
            format!(
                "const isBroken = () => {{ const ask = new XMLHttpRequest(); \
                 ask.open('GET', '{ask}', false); ask.send(); return ask.responseText === 'yes'; }}; \
                 if ({when} && isBroken()) {{ {code} }}"
            ),
        ));
    }

    /// Sends no headers, as hosts do that nobody can tell what to send.
    pub fn go_bare(&self) {
        *lock(&self.state.bare) = true;
    }

    /// Lets the page have its service worker. Else it has none: what a scenario breaks or counts
    /// must come from here.
    pub fn employ(&self) {
        *lock(&self.state.employs) = true;
    }

    /// Serves the site in a folder, such as `/makespan`.
    pub fn move_to(&self, folder: &'static str) {
        *lock(&self.state.prefix) = folder;
    }

    /// Answers nobody any more, also where a browser has kept a connection.
    pub fn vanish(&self) {
        self.state.left.notify_one();
    }

    /// How many times the page was asked for.
    pub fn loads(&self) -> usize {
        self.requests().iter().filter(|name| *name == "index.html").count()
    }

    /// Does everything well again, late answers included.
    pub fn heal(&self) {
        lock(&self.state.faults).clear();
        self.state.healed.notify_waiters();
    }

    /// The names of the files asked for, in the order of the requests.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.state.log).clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(State(served): State<Arc<Served>>, uri: Uri) -> Response {
    let prefix = *lock(&served.prefix);
    let Some(path) = uri.path().strip_prefix(prefix) else {
        return served.respond("", 404, Vec::new());
    };
    let path = path.trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    let healed = served.healed.notified();
    let harm = served.harm(path);
    match harm {
        Some(Harm::Status(status)) => served.respond(path, status, Vec::new()),
        Some(Harm::Stall) => {
            healed.await;
            served.file(path, None)
        }
        harm => served.file(path, harm),
    }
}

impl Served {
    /// Notes a request, and finds what goes wrong with it.
    fn harm(&self, path: &str) -> Option<Harm> {
        let name = path.rsplit('/').next().unwrap_or(path);
        lock(&self.log).push(name.to_owned());
        let mut faults = lock(&self.faults);
        let fault = faults.iter_mut().find(|fault| fault.is_about(name))?;
        if fault.spared > 0 {
            fault.spared -= 1;
            return None;
        }
        fault.harmed = fault.harmed.checked_sub(1)?;
        Some(fault.harm.clone())
    }

    fn file(&self, path: &str, harm: Option<Harm>) -> Response {
        let Some(content) = self.read(path) else { return self.respond(path, 404, Vec::new()) };
        match harm {
            Some(Harm::Half) => {
                let half = content.len() / 2;
                self.respond(path, 200, content[..half].to_vec())
            }
            Some(Harm::Cut) => {
                let half = Ok(content[..content.len() / 2].to_vec());
                let broken = Err(io::Error::from(io::ErrorKind::ConnectionReset));
                let mut response = self.respond(path, 200, Vec::new());
                *response.body_mut() = Body::from_stream(stream::iter([half, broken]));
                response
            }
            Some(Harm::Rewrite(rewrite)) => self.respond(path, 200, rewrite(content)),
            Some(Harm::Type(name)) => {
                let mut response = self.respond(path, 200, content);
                response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(name));
                response
            }
            _ => self.respond(path, 200, content),
        }
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        match path {
            "frame.html" => Some(FRAME.into()),
            "host.html" => Some(HOST.into()),
            "collector.js" => Some(COLLECTOR.into()),
            "isolation.js" if !*lock(&self.employs) => Some(Vec::new()),
            "isolation.js" => {
                let script = fs::read_to_string(self.folder.join(path)).ok()?;
                Some(script.replace("deadlineMs = 4_000", "deadlineMs = 30_000").into())
            }
            "is-broken" => {
                let broken = !lock(&self.faults).is_empty();
                Some(if broken { "yes" } else { "no" }.into())
            }
            AXE => {
                fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/axe-core/axe.min.js"))
                    .ok()
            }
            _ if path.split('/').any(|part| part == "..") => None,
            // The pages of the bundled web are counted to the byte.
            _ if path.ends_with(".html") && !path.starts_with("web/") => {
                let page = fs::read_to_string(self.folder.join(path)).ok()?;
                // Before any <base>, so it is found from where the page lies.
                let top = "../".repeat(path.matches('/').count());
                let collected = format!(r#"<head><script src="{top}collector.js"></script>"#);
                Some(page.replacen("<head>", &collected, 1).into())
            }
            // It keeps what is changed here only if that hashes to what it was told. What it does is
            // not left to a machine that stands still for a while.
            "service-worker.js" => {
                let worker = fs::read_to_string(self.folder.join(path)).ok()?;
                let worker = worker.replace("PATIENCE_MS = 3_000", "PATIENCE_MS = 30_000");
                let names = ["index.html", "isolation.js"];
                Some(
                    names
                        .iter()
                        .try_fold(worker, |worker, name| self.hashed(&worker, name))?
                        .into(),
                )
            }
            _ => fs::read(self.folder.join(path)).ok(),
        }
    }

    /// The service worker, told the hash of a file as it is served here.
    fn hashed(&self, worker: &str, name: &str) -> Option<String> {
        let hash = Sha256::digest(self.read(name)?);
        let hash: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let (before, after) = worker.split_once(&format!("\"{name}\":\""))?;
        Some(format!("{before}\"{name}\":\"{hash}{}", after.get(16..)?))
    }

    fn respond(&self, path: &str, status: u16, content: Vec<u8>) -> Response {
        let mut response = Response::new(Body::from(content));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(path)));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let bare = path == "host.html" || *lock(&self.bare);
        for (name, value) in self.headers.iter().filter(|_| !bare) {
            // The page of a scenario may have its script in it.
            if path == "frame.html" && name == "content-security-policy" {
                continue;
            }
            let header = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value));
            if let (Ok(name), Ok(value)) = header {
                headers.insert(name, value);
            }
        }
        response
    }
}

/// The headers that `www/_headers` names.
fn headers(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().filter(|line| line.starts_with("  "));
    let pairs = lines.filter_map(|line| line.trim().split_once(": "));
    pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect()
}

fn kind(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    }
}
