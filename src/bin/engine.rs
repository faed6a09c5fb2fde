//! The engine: one process, the main one or a child, according to the name of its worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    makespan::engine::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser: ./x serve builds it and opens it there.");
}
