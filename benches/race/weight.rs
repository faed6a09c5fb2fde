//! How much a visitor has to load, compressed as a host would.

use crate::Outcome;
use crate::figure::{Figure, Goal};
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// Prints the size of each file that it is given, compressed by brotli at its best.
const COMPRESS: &str = "
const { readFileSync } = require('fs'), { brotliCompressSync } = require('zlib');
for (const file of process.argv.slice(1)) console.log(brotliCompressSync(readFileSync(file)).length);
";

/// Measures the built site.
///
/// # Errors
/// When there is no built site, or no Node.
pub fn measure() -> Outcome<Vec<Figure>> {
    Ok(vec![
        Figure::plain("page and glue, brotli", kilobytes("page-")?, "KB", Goal::AtMost(80.0)),
        Figure::plain("engine and glue, brotli", kilobytes("engine")?, "KB", Goal::AtMost(60.0)),
        Figure::plain("views and glue, brotli, loaded late", kilobytes("views")?, "KB", Goal::None),
        Figure::plain(
            "editor of the lab, brotli, loaded late",
            editor()?,
            "KB",
            Goal::AtMost(60.0),
        ),
    ])
}

fn folder() -> Outcome<PathBuf> {
    Ok(env::var_os("MAKESPAN_DIST").ok_or("MAKESPAN_DIST is not set")?.into())
}

fn editor() -> Outcome<f64> {
    let file = folder()?.join("python/editor.mjs");
    match compressed(std::slice::from_ref(&file))? {
        0 => Err(format!("{} is missing or empty", file.display()).into()),
        bytes => Ok(bytes as f64 / 1e3),
    }
}

/// How many bytes files take together when each is compressed.
fn compressed(files: &[PathBuf]) -> Outcome<u64> {
    let sizes = Command::new("node").args(["-e", COMPRESS]).args(files).output()?.stdout;
    let sizes = String::from_utf8(sizes)?;
    Ok(sizes.lines().map(str::parse::<u64>).sum::<Result<u64, _>>()?)
}

fn kilobytes(prefix: &str) -> Outcome<f64> {
    let folder = folder()?;
    let files: Vec<PathBuf> = folder
        .read_dir()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|it| it.to_string_lossy().starts_with(prefix)))
        .filter(|path| path.extension().is_some_and(|it| it == "js" || it == "wasm"))
        .collect();
    let bytes = compressed(&files)?;
    if files.len() == 2 && bytes > 0 {
        Ok(bytes as f64 / 1e3)
    } else {
        Err(format!("{} does not hold a module and its glue called {prefix}…", folder.display())
            .into())
    }
}
