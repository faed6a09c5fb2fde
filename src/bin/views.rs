//! The views: what explains a race, loaded by the page when there is something to explain.

#[cfg(target_arch = "wasm32")]
fn main() {
    makespan::views::greet();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser: ./x serve builds it and opens it there.");
}
