//! What README.md tells owners of nginx, Caddy and Apache to write, tried with those that are installed.

use libtest_mimic::{Arguments, Trial};
use std::env;
use std::error::Error;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

const README: &str = include_str!("../README.md");
const HEADERS: &str = include_str!("../www/_headers");

/// What stands for a site: a path from its top, and what browsers must take the file for.
const FILES: [(&str, &[&str]); 6] = [
    ("index.html", &["text/html"]),
    ("lessons/gil.html", &["text/html"]),
    ("start.js", &["text/javascript", "application/javascript"]),
    ("python/host.mjs", &["text/javascript", "application/javascript"]),
    ("engine_bg.wasm", &["application/wasm"]),
    ("style.css", &["text/css"]),
];

/// A server that is not there by then will never be.
const DEADLINE: Duration = Duration::from_secs(10);

/// How often it is asked whether it is.
const PAUSE: Duration = Duration::from_millis(20);

/// A server: the language of its snippet, its program, and what its configuration is made of.
struct Host {
    language: &'static str,
    program: &'static str,
    arguments: fn(&Path) -> Vec<String>,
    /// From the folder, the port, and the snippet.
    configuration: fn(&Path, u16, &str) -> String,
}

const HOSTS: [Host; 3] = [
    Host {
        language: "nginx",
        program: "nginx",
        arguments: |folder| {
            vec!["-c".into(), shown(folder, "conf"), "-p".into(), shown(folder, "")]
        },
        configuration: |folder, port, snippet| {
            let folder = folder.display();
            // Its own places for these belong to another user.
            let kept: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                .map(|name| format!("{name}_temp_path {folder}/{name};\n"))
                .concat();
            format!(
                "daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n\
                 http {{ include /etc/nginx/mime.types; access_log off;\n{kept}\
                 server {{ listen 127.0.0.1:{port}; root {folder}/site;\n{snippet}\n}} }}\n"
            )
        },
    },
    Host {
        language: "caddy",
        program: "caddy",
        arguments: |folder| {
            let words = ["run", "--adapter", "caddyfile", "--config", &shown(folder, "conf")];
            words.map(str::to_owned).to_vec()
        },
        configuration: |folder, port, snippet| {
            format!(
                "{{\n\tadmin off\n\tauto_https off\n}}\nhttp://127.0.0.1:{port} {{\n\
                 root * {}/site\nfile_server\n{snippet}\n}}\n",
                folder.display()
            )
        },
    },
    Host {
        language: "apache",
        program: "apache2",
        arguments: |folder| vec!["-f".into(), shown(folder, "conf"), "-DFOREGROUND".into()],
        configuration: |folder, port, snippet| {
            // In .htaccess, as README.md has it.
            let written = fs::write(folder.join("site/.htaccess"), snippet);
            let modules: String = ["mpm_event", "authz_core", "mime", "dir", "headers"]
                .iter()
                .map(|it| format!("LoadModule {it}_module /usr/lib/apache2/modules/mod_{it}.so\n"))
                .collect();
            format!(
                "{modules}# {written:?}\nServerName localhost\nListen 127.0.0.1:{port}\nUser www-data\n\
                 PidFile {folder}/pid\nErrorLog {folder}/error.log\nDefaultRuntimeDir {folder}\n\
                 TypesConfig /etc/mime.types\nDocumentRoot {folder}/site\n\
                 <Directory {folder}/site>\nAllowOverride All\nRequire all granted\n</Directory>\n",
                folder = folder.display()
            )
        },
    },
];

fn main() {
    let trials = HOSTS.iter().map(|host| {
        let missing = in_path(host.program).is_none();
        let play = move || serves_the_site(host).map_err(Into::into);
        Trial::test(format!("{}_serves_the_site", host.language), play).with_ignored_flag(missing)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit()
}

fn serves_the_site(host: &Host) -> Outcome {
    let folder = env::temp_dir().join(format!("makespan-{}-{}", host.language, std::process::id()));
    let served = write_site(&folder).and_then(|()| {
        let server = Server::start(host, &folder)?;
        for place in ["/", "/some/folder/"] {
            check_site(&server, place)?;
        }
        Ok(())
    });
    let log = fs::read_to_string(folder.join("error.log")).unwrap_or_default();
    fs::remove_dir_all(&folder)?;
    served.map_err(|error| format!("{error}\n{log}").into())
}

/// The same site at the top and in a folder.
fn write_site(folder: &Path) -> Outcome {
    for top in ["site", "site/some/folder"] {
        for (name, _) in FILES {
            let file = folder.join(top).join(name);
            fs::create_dir_all(file.parent().ok_or("a file is in a folder")?)?;
            fs::write(file, format!("/* {name} */"))?;
        }
    }
    Ok(())
}

fn check_site(server: &Server, place: &str) -> Outcome {
    for (name, kinds) in FILES {
        let name = if name == "index.html" { "" } else { name };
        let (status, headers) = server.ask(&[place, name].concat())?;
        let header = |wanted: &str| {
            let found = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" AND ")
        };
        assert_eq!(status, 200, "{place}{name}");
        for (wanted, value) in promised() {
            assert_eq!(header(wanted), value, "{wanted} of {place}{name}");
        }
        let kind = header("content-type");
        let kind = kind.split(';').next().unwrap_or_default();
        assert!(kinds.contains(&kind), "{place}{name} is served as {kind}");
    }
    let (status, _) = server.ask(&[place, "nothing"].concat())?;
    assert_eq!(status, 404, "{place}");
    Ok(())
}

/// What every answer must carry.
fn promised() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = HEADERS.lines().filter(|line| line.starts_with("  "));
    lines.filter_map(|line| line.trim().split_once(": "))
}

/// The lines of README.md in a language, with the long value where they name it.
fn snippet(language: &str) -> Outcome<String> {
    let fence = format!("```{language}\n");
    let (_, rest) = README.split_once(&fence).ok_or(format!("README.md has no {fence}"))?;
    let (lines, _) = rest.split_once("```").ok_or("a snippet has no end")?;
    let policy = promised().find(|(name, _)| *name == "Content-Security-Policy");
    let (_, policy) = policy.ok_or("_headers has no policy")?;
    assert!(lines.contains("$CSP"), "the policy has its place");
    Ok(lines.replace("$CSP", policy))
}

/// A server that runs until it is dropped.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(host: &Host, folder: &Path) -> Outcome<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let configuration = (host.configuration)(folder, port, &snippet(host.language)?);
        fs::write(folder.join("conf"), configuration)?;
        let program = in_path(host.program).ok_or("it is not installed")?;
        let mut command = Command::new(program);
        command.args((host.arguments)(folder)).env("HOME", folder);
        let log = fs::File::create(folder.join("error.log"))?;
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let server = Self { child: command.spawn()?, address };
        let began = Instant::now();
        while TcpStream::connect(address).is_err() {
            if began.elapsed() > DEADLINE {
                return Err(format!("{} does not listen", host.program).into());
            }
            thread::sleep(PAUSE);
        }
        Ok(server)
    }

    /// The status and the headers of what it answers.
    fn ask(&self, path: &str) -> Outcome<(u16, Vec<(String, String)>)> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(DEADLINE))?;
        let host = self.address;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer);
        let (head, _) = answer.split_once("\r\n\r\n").ok_or("there is no head")?;
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or("no status")?;
        let pairs = lines.filter_map(|line| line.split_once(": "));
        let headers = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Ok((status.parse()?, headers.collect()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGTERM, so that it ends those it has started; SIGKILL would leave them.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

fn shown(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

/// Where a program is: also where those of the system are.
fn in_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    folders.map(|folder| folder.join(program)).find(|place| place.is_file())
}
