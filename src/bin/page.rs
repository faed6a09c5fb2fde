//! The page: shows itself.

#[cfg(target_arch = "wasm32")]
fn main() {
    makespan::page::show();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser: ./x serve builds it and opens it there.");
}
