//! The process of a browser's driver, which ends with us however we end.

use crate::Outcome;
use crate::variant::Variant;
use std::io::{self, BufRead, BufReader, PipeReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

/// A driver that does not listen by then never will.
const DEADLINE: Duration = Duration::from_secs(20);

/// How often it is asked whether it listens.
const PAUSE: Duration = Duration::from_millis(50);

/// A browser that has lost a process of its own says so by then.
const REPORT: Duration = Duration::from_secs(2);

/// Starts the driver, and ends it and all it started as soon as our end of the pipe is closed: by
/// us, or by the system when we are killed.
const GUARD: &str = r#""$@" </dev/null & read -r _; kill -TERM 0"#;

/// A driver that listens.
pub struct Driver {
    guard: Child,
    port: u16,
    crashes: Receiver<()>,
}

impl Driver {
    /// Starts the driver of a browser.
    ///
    /// # Errors
    /// When it is not there, or does not listen in time.
    pub async fn start(variant: Variant) -> Outcome<Self> {
        let port = free_port().await?;
        let mut command = Command::new("sh");
        command.args(["-c", GUARD, "guard"]).args(variant.driver(port)).process_group(0);
        variant.furnish(&mut command);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let (crash, crashes) = mpsc::channel();
        if let Some(report) = variant.crash_report() {
            let (said, mouth) = io::pipe()?;
            command.stdout(mouth.try_clone()?).stderr(mouth);
            thread::spawn(move || listen(said, report, &crash));
        }
        let guard = command.spawn()?;
        // What it says ends when nobody is left to say anything, and we no longer are.
        drop(command);
        let driver = Self { guard, port, crashes };
        timeout(DEADLINE, driver.listening())
            .await
            .map_err(|_| format!("{:?} does not listen", variant.driver(port)))?;
        Ok(driver)
    }

    /// Where it takes commands.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Whether the browser says that a process of its own has crashed; waits for it to say so, unless
    /// it is none that does. To be asked before the driver is ended, because that ends processes as well.
    pub fn tells_of_a_crash(&self) -> bool {
        self.crashes.recv_timeout(REPORT).is_ok()
    }

    async fn listening(&self) {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        while TcpStream::connect(address).await.is_err() {
            sleep(PAUSE).await;
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // A guard that is gone already is what is wanted.
        let _ = self.guard.wait();
    }
}

/// Reads what a driver and its browser say, to its end, and passes on each crash.
fn listen(said: PipeReader, report: &str, crash: &Sender<()>) {
    for line in BufReader::new(said).split(b'\n').map_while(Result::ok) {
        if String::from_utf8_lossy(&line).contains(report) {
            // Nobody may want to know any more.
            let _ = crash.send(());
        }
    }
}

async fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?.local_addr()?.port())
}
