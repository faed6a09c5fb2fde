//! The site's last step: prints the course into what Trunk has built.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("site: which folder holds the built site? Trunk names it; see Trunk.toml.");
        return std::process::ExitCode::FAILURE;
    };
    match makespan::site::print(std::path::Path::new(&folder)) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("site: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
