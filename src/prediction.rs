//! Guesses before a race, and how far off they were.

mod guesses;
mod score;

pub use guesses::{Guesses, MOST_PERCENT, parse, shown_percent};
pub use score::{Score, score, summing_up};
