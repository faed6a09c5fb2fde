//! Who holds which lock and who waits for which, as a picture: four boxes and the arrows between them.

use super::deadlock::{NAMES, Standing};

/// Where the boxes are: their middles. Threads stand left and right, locks above and below.
const THREADS: [(i32, i32); 2] = [(54, 110), (306, 110)];
const LOCKS: [(i32, i32); 2] = [(180, 30), (180, 190)];

/// Half the width and height of a box.
const HALF: (i32, i32) = (50, 24);

/// The picture of a standing.
pub fn draw(standing: &Standing) -> String {
    let mut svg = String::from(r#"<svg class="cycle" viewBox="0 0 360 220" aria-hidden="true">"#);
    let bad = if standing.is_deadlock() { " bad" } else { "" };
    for (lock, holder) in LOCKS.into_iter().zip(standing.holders) {
        if let Some(thread) = holder {
            svg += &arrow(lock, THREADS[usize::from(thread.min(1))], "holds", bad);
        }
    }
    for (thread, asked) in THREADS.into_iter().zip(standing.asks) {
        if let Some(lock) = asked {
            svg += &arrow(thread, LOCKS[usize::from(lock.min(1))], "waits", bad);
        }
    }
    for place in 0..2 {
        svg += &one_box(THREADS[place], &format!("Thread {}", place + 1), "memory thread-box");
        svg += &one_box(LOCKS[place], &format!("Lock {}", NAMES[place]), "memory");
    }
    svg + "</svg>"
}

fn one_box((x, y): (i32, i32), name: &str, class: &str) -> String {
    let (left, top) = (x - HALF.0, y - HALF.1);
    let (width, height) = (2 * HALF.0, 2 * HALF.1);
    format!(
        r#"<rect class="{class}" x="{left}" y="{top}" width="{width}" height="{height}" rx="8"/><text class="value" x="{x}" y="{}">{name}</text>"#,
        y + 5
    )
}

/// An arrow from the near side of one box to that of another, with its meaning beside it.
fn arrow(from: (i32, i32), to: (i32, i32), meaning: &str, bad: &str) -> String {
    let (dx, dy) = ((to.0 - from.0).signum(), (to.1 - from.1).signum());
    // A thread is left and entered at the top or the bottom, a lock at its side.
    let from_thread = from.1 == THREADS[0].1;
    let leave =
        if from_thread { (from.0, from.1 + dy * HALF.1) } else { (from.0 + dx * HALF.0, from.1) };
    let enter = if from_thread {
        (to.0 - dx * (HALF.0 + 4), to.1)
    } else {
        (to.0, to.1 - dy * (HALF.1 + 4))
    };
    let corner = if from_thread { (leave.0, enter.1) } else { (enter.0, leave.1) };
    let (ax, ay) = ((enter.0 - corner.0).signum(), (enter.1 - corner.1).signum());
    let (neck_x, neck_y) = (enter.0 - 10 * ax, enter.1 - 10 * ay);
    let (wing_x, wing_y) = (6 * ay, 6 * ax);
    format!(
        r#"<path class="{meaning}{bad}" d="M{} {}Q{} {} {neck_x} {neck_y}"/><path class="tip{bad}" d="M{} {}L{} {}L{} {}Z"/><text class="verb" x="{}" y="{}">{}</text>"#,
        leave.0,
        leave.1,
        corner.0,
        corner.1,
        enter.0,
        enter.1,
        neck_x + wing_x,
        neck_y + wing_y,
        neck_x - wing_x,
        neck_y - wing_y,
        corner.0 + if corner.0 < 180 { 8 } else { -8 },
        corner.1 + if corner.1 < 110 { -8 } else { 16 },
        if meaning == "holds" { "held by" } else { "waits for" },
    )
}

/// What holds, in words: a sentence for each thread.
pub fn words(standing: &Standing) -> Vec<String> {
    (0..2u8).map(|thread| sentence(standing, thread)).collect()
}

fn sentence(standing: &Standing, thread: u8) -> String {
    let held: Vec<_> = (0..2).filter(|&lock| standing.holders[lock] == Some(thread)).collect();
    let holds = match held[..] {
        [] => "holds nothing".to_owned(),
        [lock] => format!("holds lock {}", NAMES[lock]),
        _ => "holds both locks".to_owned(),
    };
    let waits = standing.asks[usize::from(thread)];
    let waits =
        waits.map(|lock| format!(" and waits for lock {}", NAMES[usize::from(lock.min(1))]));
    format!("Thread {} {holds}{}.", thread + 1, waits.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CYCLE: Standing = Standing { holders: [Some(0), Some(1)], asks: [Some(1), Some(0)] };

    #[test]
    fn a_deadlock_is_a_cycle_of_four_arrows() {
        let svg = draw(&CYCLE);
        assert!(roxmltree::Document::parse(&svg).is_ok(), "{svg}");
        assert_eq!(svg.matches("class=\"holds bad\"").count(), 2);
        assert_eq!(svg.matches("class=\"waits bad\"").count(), 2);
    }

    #[test]
    fn the_words_say_who_holds_and_who_waits() {
        assert_eq!(words(&CYCLE)[0], "Thread 1 holds lock A and waits for lock B.");
        let both = Standing { holders: [Some(1), Some(1)], asks: [Some(0), None] };
        assert_eq!(words(&both)[0], "Thread 1 holds nothing and waits for lock A.");
        assert_eq!(words(&both)[1], "Thread 2 holds both locks.");
        assert!(!draw(&both).contains("bad"));
    }
}
