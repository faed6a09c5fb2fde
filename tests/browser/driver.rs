//! The process of a browser's driver, which ends with us however we end.

use crate::Outcome;
use crate::variant::Variant;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

/// A driver that does not listen by then never will.
const DEADLINE: Duration = Duration::from_secs(20);

/// How often it is asked whether it listens.
const PAUSE: Duration = Duration::from_millis(50);

/// Starts the driver, and ends it and all it started as soon as our end of the pipe is closed: by
/// us, or by the system when we are killed.
const GUARD: &str = r#""$@" </dev/null & read -r _; kill -TERM 0"#;

/// A driver that listens.
pub struct Driver {
    guard: Child,
    port: u16,
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
        let driver = Self { guard: command.spawn()?, port };
        timeout(DEADLINE, driver.listening())
            .await
            .map_err(|_| format!("{:?} does not listen", variant.driver(port)))?;
        Ok(driver)
    }

    /// Where it takes commands.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
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

async fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?.local_addr()?.port())
}
