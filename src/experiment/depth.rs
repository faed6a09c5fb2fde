//! How many items wait in a bounded queue, over time, and who waits for it meanwhile.

use super::bounded::{Between, Passage, Plan, Side};
use crate::unit;
use serde::{Deserialize, Serialize};

/// What came of a queue between a producer and a consumer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Queued {
    /// What was tried.
    pub plan: Plan,
    /// Every item that went in or out, in order.
    pub passages: Vec<Passage>,
}

/// A wait shorter than this is no wait: it is what putting and taking take, in milliseconds.
const NOTHING_MS: f64 = 0.2;

impl Queued {
    /// How long it took in all, in milliseconds.
    pub fn total_ms(&self) -> f64 {
        self.passages.iter().map(|it| it.done_ms).fold(0.0, f64::max)
    }

    /// From when to when one side waited for the other, in milliseconds.
    pub fn waits(&self, side: Side) -> Vec<(f64, f64)> {
        let own = self.passages.iter().filter(|it| it.side == side);
        let waits = own.map(|it| (it.asked_ms, it.done_ms));
        waits.filter(|(asked, done)| done - asked >= NOTHING_MS).collect()
    }

    /// How long one side waited in all, in milliseconds.
    pub fn waited_ms(&self, side: Side) -> f64 {
        self.waits(side).iter().map(|(from, to)| to - from).sum()
    }

    /// The most items that were in the queue at once.
    pub fn deepest(&self) -> u32 {
        self.passages.iter().map(|it| it.depth).max().unwrap_or(0)
    }
}

/// What to see.
pub fn words(queued: &Queued) -> String {
    let Plan { room, produce_ms, consume_ms, between } = queued.plan;
    let (producer, consumer) = (queued.waited_ms(Side::Producer), queued.waited_ms(Side::Consumer));
    let speeds = if produce_ms < consume_ms {
        format!(
            "The producer is faster, so the queue fills up to its {room} and then the producer waits: \
             both go as fast as the slower one."
        )
    } else if produce_ms > consume_ms {
        "The consumer is faster, so the queue stays nearly empty and the consumer waits: both go as fast \
         as the slower one."
            .to_owned()
    } else {
        "Both are as fast as each other, so the queue only evens out small differences.".to_owned()
    };
    let kept = match between {
        Between::Threads => "",
        Between::Processes => {
            " The parent keeps the queue: each item is two messages on its way in and two on its way out."
        }
    };
    format!(
        "{speeds} At most {} items waited; the producer waited {} in all, the consumer {}.{kept}",
        queued.deepest(),
        unit::show(producer),
        unit::show(consumer)
    )
}

/// Edges of the drawing.
const LEFT: f64 = 30.0;
const RIGHT: f64 = 352.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 150.0;
const BAND: f64 = 12.0;

/// The picture: the depth as a line, the room as another, and above and below who waits.
pub fn draw(queued: &Queued) -> String {
    let total = queued.total_ms().max(0.001);
    let room = f64::from(queued.plan.room.max(1));
    let x = |ms: f64| LEFT + (RIGHT - LEFT) * ms / total;
    let y = |depth: f64| BOTTOM - (BOTTOM - TOP) * depth / room;
    let mut svg = String::from(r#"<svg class="depth" viewBox="0 0 360 204" aria-hidden="true">"#);
    svg += &axes(room, total, &y);
    for (side, class, top) in [
        (Side::Producer, "wait producer", TOP - BAND - 4.0),
        (Side::Consumer, "wait consumer", BOTTOM + 4.0),
    ] {
        for (from, to) in queued.waits(side) {
            svg += &format!(
                r#"<rect class="{class}" x="{}" y="{}" width="{}" height="{}"/>"#,
                px(x(from)),
                px(top),
                px((x(to) - x(from)).max(0.5)),
                px(BAND)
            );
        }
    }
    svg += &format!(r#"<path class="line" d="{}"/>"#, steps(queued, &x, &y));
    svg + "</svg>"
}

fn px(length: f64) -> String {
    unit::decimal(length, 1)
}

fn axes(room: f64, total: f64, y: &impl Fn(f64) -> f64) -> String {
    let mut svg = format!(
        r#"<path class="full" d="M{LEFT} {0}H{RIGHT}"/><path class="base" d="M{LEFT} {BOTTOM}H{RIGHT}"/>"#,
        px(y(room)),
        LEFT = px(LEFT),
        RIGHT = px(RIGHT),
        BOTTOM = px(BOTTOM)
    );
    for (class, at, words) in
        [("tick", y(room) + 4.0, unit::decimal(room, 0)), ("tick", BOTTOM + 4.0, "0".to_owned())]
    {
        svg += &format!(
            r#"<text class="{class}" x="{}" y="{}">{words}</text>"#,
            px(LEFT - 6.0),
            px(at)
        );
    }
    for (class, x, at, words) in [
        ("side", LEFT, 12.0, "producer waits: full".to_owned()),
        ("side", LEFT, BOTTOM + 31.0, "consumer waits: empty".to_owned()),
        ("end", RIGHT, BOTTOM + 48.0, format!("time → {}", unit::show(total))),
        ("side", LEFT, BOTTOM + 48.0, "items in the queue".to_owned()),
    ] {
        svg += &format!(r#"<text class="{class}" x="{}" y="{}">{words}</text>"#, px(x), px(at));
    }
    svg
}

fn steps(queued: &Queued, x: &impl Fn(f64) -> f64, y: &impl Fn(f64) -> f64) -> String {
    let mut path = format!("M{} {}", px(x(0.0)), px(y(0.0)));
    for passage in &queued.passages {
        path += &format!("H{}V{}", px(x(passage.done_ms)), px(y(f64::from(passage.depth))));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queued() -> Queued {
        let passage = |side, asked_ms, done_ms, depth| Passage { side, asked_ms, done_ms, depth };
        Queued {
            plan: Plan { room: 2, produce_ms: 1, consume_ms: 5, between: Between::Threads },
            passages: vec![
                passage(Side::Producer, 1.0, 1.01, 1),
                passage(Side::Consumer, 0.0, 1.02, 0),
                passage(Side::Producer, 2.0, 2.0, 1),
                passage(Side::Producer, 3.0, 3.0, 2),
                passage(Side::Producer, 4.0, 6.1, 2),
            ],
        }
    }

    #[test]
    fn only_what_takes_time_is_a_wait() {
        assert_eq!(queued().waits(Side::Producer), [(4.0, 6.1)]);
        assert_eq!(queued().waits(Side::Consumer), [(0.0, 1.02)]);
        assert_eq!((queued().deepest(), queued().total_ms()), (2, 6.1));
    }

    #[test]
    fn the_picture_is_well_formed_and_shades_both_sides() {
        let svg = draw(&queued());
        assert!(roxmltree::Document::parse(&svg).is_ok(), "{svg}");
        assert_eq!(svg.matches("wait producer").count(), 1);
        assert_eq!(svg.matches("wait consumer").count(), 1);
        let none = Queued { passages: vec![], ..queued() };
        assert!(roxmltree::Document::parse(&draw(&none)).is_ok());
    }

    #[test]
    fn the_words_say_who_waits() {
        assert!(
            words(&queued()).starts_with("The producer is faster, so the queue fills up to its 2")
        );
    }
}
