//! Names the build, and gives the engine, and only the engine, a memory that threads can share.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Every process reserves this much address space; some browsers allow few large reservations.
const MAX_MEMORY_BYTES: u32 = 256 << 20;

const SHARED_MEMORY: [&str; 7] = [
    "--shared-memory",
    "--import-memory",
    "--export=__heap_base",
    "--export=__wasm_init_tls",
    "--export=__tls_size",
    "--export=__tls_align",
    "--export=__tls_base",
];

fn main() {
    println!("cargo:rustc-env=MAKESPAN_BUILD={:08x}", build_id());
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() != Ok("wasm32") {
        return;
    }
    for argument in SHARED_MEMORY {
        println!("cargo:rustc-link-arg-bin=engine={argument}");
    }
    println!("cargo:rustc-link-arg-bin=engine=--max-memory={MAX_MEMORY_BYTES}");
}

/// The same sources give the same name, so a page recognises the engine it was built with.
fn build_id() -> u32 {
    let mut hasher = DefaultHasher::new();
    for root in
        ["src", "www", "index.html", "Trunk.toml", "Cargo.lock", "package-lock.json", "build.rs"]
    {
        println!("cargo:rerun-if-changed={root}");
        for file in files(Path::new(root)) {
            file.hash(&mut hasher);
            fs::read(&file).unwrap_or_default().hash(&mut hasher);
        }
    }
    hasher.finish() as u32
}

fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut files: Vec<_> = entries.flatten().flat_map(|entry| files(&entry.path())).collect();
    files.sort();
    files
}
