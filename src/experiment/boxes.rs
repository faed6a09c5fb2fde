//! Memories as boxes, with the values that stand in their lists, and what last crossed between them.

use super::memory::{Shared, Sharing, What};

/// The room for all boxes, and between them.
const WIDTH: u32 = 360;
const GAP: u32 = 12;

/// A value in its frame.
const CHIP: (u32, u32) = (26, 20);

/// Where the lower row of boxes begins.
const LOWER: u32 = 146;

/// The picture after `done` events.
pub fn draw(shared: &Shared, done: usize) -> String {
    let lists = shared.lists_after(done);
    let lower = lists.len() as u32 - 1;
    let height = if lower == 0 { LOWER - 36 } else { LOWER + 86 };
    let mut svg =
        format!(r#"<svg class="boxes" viewBox="0 0 {WIDTH} {height}" aria-hidden="true">"#);
    svg += &memory(title(shared.sharing), (2, 20), (WIDTH - 4, 84), lists[0].as_deref());
    let wide = (WIDTH - 4 - GAP * lower.saturating_sub(1)) / lower.max(1);
    for (place, list) in (1..).zip(&lists[1..]) {
        let left = 2 + (place - 1) * (wide + GAP);
        let name = format!("Process {place}");
        svg += &memory(&name, (left, LOWER), (wide, 84), list.as_deref());
    }
    if let Some(event) = done.checked_sub(1).and_then(|last| shared.events.get(last))
        && lower > 0
    {
        let middle = |actor: u32| 2 + (actor.max(1) - 1) * (wide + GAP) + wide / 2;
        svg += &match shared.sharing {
            Sharing::Pipe => piped(middle(1), middle(2)),
            _ => crossing(event.what, middle(event.actor)),
        };
    }
    svg + "</svg>"
}

fn title(sharing: Sharing) -> &'static str {
    match sharing {
        Sharing::Threads => "One memory: all threads see this list",
        Sharing::Processes | Sharing::Queue | Sharing::Pipe => "The parent’s memory",
        Sharing::Manager => "The manager’s memory",
    }
}

/// A box with the name of a memory and what stands in its list; dashed before it has one.
fn memory(
    name: &str,
    (x, y): (u32, u32),
    (width, height): (u32, u32),
    list: Option<&[u32]>,
) -> String {
    let class = if list.is_some() { "memory" } else { "memory absent" };
    let mut svg = format!(
        r#"<text class="name" x="{}" y="{}">{name}</text><rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>"#,
        x + width / 2,
        y - 6
    );
    let list = list.unwrap_or_default();
    let columns = ((width - 10) / (CHIP.0 + 4)).max(1);
    for (place, value) in (0..).zip(list) {
        let left = x + 7 + place % columns * (CHIP.0 + 4);
        let top = y + 7 + place / columns * (CHIP.1 + 5);
        svg += &format!(
            r#"<rect class="chip by-{}" x="{left}" y="{top}" width="{}" height="{}" rx="5"/><text class="number" x="{}" y="{}">{value}</text>"#,
            value / 10,
            CHIP.0,
            CHIP.1,
            left + CHIP.0 / 2,
            top + 14
        );
    }
    if list.is_empty() && class == "memory" {
        svg += &format!(
            r#"<text class="empty" x="{}" y="{}">empty</text>"#,
            x + width / 2,
            y + height / 2 + 4
        );
    }
    svg
}

/// An arrow between the upper box and a lower one, whose middle is at `x`.
fn crossing(what: What, x: u32) -> String {
    let (top, bottom) = (106, LOWER - 20);
    let up = format!(r#"<path class="tip" d="M{x} {top}l-6 9h12Z"/>"#);
    let down = format!(r#"<path class="tip" d="M{x} {bottom}l-6 -9h12Z"/>"#);
    let line = format!(r#"<path class="crossing" d="M{x} {top}V{bottom}"/>"#);
    match what {
        What::Copied => line + &down,
        What::Sent { .. } | What::Arrived { .. } => line + &up,
        What::Wrote { .. } | What::Read { .. } => line + &up + &down,
        What::Appended { .. } | What::Received { .. } => String::new(),
    }
}

/// An arrow from one lower box to another.
fn piped(from: u32, to: u32) -> String {
    let (bottom, bend) = (LOWER - 20, LOWER - 30);
    format!(
        r#"<path class="crossing" d="M{from} {bottom}V{bend}H{to}V{bottom}"/><path class="tip" d="M{to} {bottom}l-6 -9h12Z"/>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::memory::Event;

    fn shared() -> Shared {
        let event = |actor, what| Event { at_ms: 0.0, actor, what };
        Shared {
            sharing: Sharing::Processes,
            events: vec![
                event(1, What::Copied),
                event(1, What::Appended { memory: 1, value: 11 }),
                event(2, What::Copied),
            ],
            lists: vec![vec![], vec![11], vec![]],
            trips_ms: vec![],
        }
    }

    #[test]
    fn every_picture_is_well_formed() {
        for done in 0..=3 {
            let svg = draw(&shared(), done);
            assert!(roxmltree::Document::parse(&svg).is_ok(), "{svg}");
        }
    }

    #[test]
    fn a_pipe_leads_from_box_to_box() {
        let events = vec![Event { at_ms: 0.0, actor: 1, what: What::Sent { value: 11 } }];
        let pipe = Shared { sharing: Sharing::Pipe, events, ..shared() };
        let svg = draw(&pipe, 1);
        assert!(roxmltree::Document::parse(&svg).is_ok(), "{svg}");
        assert!(svg.contains("M88 126V116H272V126"), "{svg}");
    }

    #[test]
    fn a_memory_is_absent_until_it_has_its_copy() {
        let count = |done, what| draw(&shared(), done).matches(what).count();
        assert_eq!((count(0, "absent"), count(1, "absent"), count(3, "absent")), (2, 1, 0));
        assert_eq!((count(1, "chip by-1"), count(2, "chip by-1")), (0, 1));
        assert_eq!((count(1, "class=\"tip\""), count(2, "class=\"tip\"")), (1, 0));
    }
}
