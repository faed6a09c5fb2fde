//! A lost update, step by step: what stands where after each step, in a picture and in words.

use super::interleaving::{Step, Story};
use crate::unit::grouped;

/// What stands where after some steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// What the counter shows.
    pub counter: u32,
    /// What each thread has loaded and not yet stored, increased by one when it is stored.
    pub held: [Option<u32>; 2],
    /// The step that has just been done; none at the beginning.
    pub step: Option<Step>,
}

/// The moment after `done` steps.
pub fn moment(story: &Story, done: usize) -> Moment {
    let mut moment = Moment { counter: story.start, held: [None; 2], step: None };
    for step in story.steps.iter().take(done) {
        if step.stored {
            moment.counter = step.value;
            moment.held[step.thread] = None;
        } else {
            moment.held[step.thread] = Some(step.value);
        }
        moment.step = Some(*step);
    }
    moment
}

/// What the last of `done` steps was.
pub fn words(story: &Story, done: usize) -> String {
    let Moment { counter, step, .. } = moment(story, done);
    let Some(step) = step else {
        return format!(
            "The counter shows {}. Nobody is in the middle of anything.",
            grouped(counter.into())
        );
    };
    let (thread, value) = (step.thread + 1, grouped(step.value.into()));
    match step {
        Step { stored: false, .. } => format!("Thread {thread} loads {value}."),
        Step { lost: 0, .. } => format!("Thread {thread} stores {value}."),
        Step { lost, .. } => {
            let other = 2 - step.thread;
            let old = grouped(step.value.wrapping_sub(1).into());
            let what = if lost == 1 {
                format!("the update of thread {other} is lost")
            } else {
                format!("{} updates of thread {other} are lost", grouped(lost.into()))
            };
            format!(
                "Thread {thread} stores {value}: it still goes by the {old} it has loaded, so {what}."
            )
        }
    }
}

/// The boxes of thread 1, the counter and thread 2: their left edges. A box is as wide as two of
/// the gaps between them.
const LEFT: [u32; 3] = [2, 132, 262];

/// The picture of a moment: who holds what, and which way the last value went.
pub fn draw(story: &Story, done: usize) -> String {
    let moment = moment(story, done);
    let value = |held: Option<u32>| held.map_or_else(|| "–".to_owned(), |it| grouped(it.into()));
    let boxes = [
        ("Thread 1", value(moment.held[0]), "memory thread-box"),
        ("Counter", grouped(moment.counter.into()), "memory"),
        ("Thread 2", value(moment.held[1]), "memory thread-box"),
    ];
    let lost = moment.step.is_some_and(|step| step.lost > 0);
    let mut svg = String::from(r#"<svg class="replay" viewBox="0 0 360 96" aria-hidden="true">"#);
    for (place, (name, value, class)) in boxes.into_iter().enumerate() {
        let (x, middle) = (LEFT[place], LEFT[place] + 48);
        let class = if lost && place == 1 { "memory lost" } else { class };
        svg += &format!(
            r#"<text class="name" x="{middle}" y="14">{name}</text><rect class="{class}" x="{x}" y="24" width="96" height="48" rx="8"/><text class="value" x="{middle}" y="55">{value}</text>"#
        );
    }
    if let Some(step) = moment.step {
        let thread =
            if step.thread == 0 { (LEFT[0] + 96, LEFT[1]) } else { (LEFT[2], LEFT[1] + 96) };
        let (from, to) = if step.stored { thread } else { (thread.1, thread.0) };
        svg += &arrow(from, to);
        let (middle, verb) = (from.midpoint(to), if step.stored { "stores" } else { "loads" });
        svg += &format!(r#"<text class="verb" x="{middle}" y="88">{verb}</text>"#);
    }
    svg + "</svg>"
}

/// An arrow between two boxes.
fn arrow(from: u32, to: u32) -> String {
    let (from, to) = (from as i32, to as i32);
    let ahead = (to - from).signum();
    let (from, tip, neck) = (from + 3 * ahead, to - 3 * ahead, to - 13 * ahead);
    format!(
        r#"<path class="crossing" d="M{from} 48H{neck}"/><path class="tip" d="M{tip} 48L{neck} 42V54Z"/>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story() -> Story {
        let step = |thread, stored, value, lost| Step { thread, stored, value, lost };
        Story {
            start: 7,
            steps: vec![
                step(0, false, 7, 0),
                step(1, false, 7, 0),
                step(0, true, 8, 0),
                step(1, true, 8, 1),
            ],
        }
    }

    #[test]
    fn a_value_is_held_between_load_and_store() {
        let held: Vec<_> = (0..=4).map(|done| moment(&story(), done).held).collect();
        let (none, seven) = (None, Some(7));
        assert_eq!(
            held,
            [[none, none], [seven, none], [seven, seven], [none, seven], [none, none]]
        );
        assert_eq!((0..=4).map(|done| moment(&story(), done).counter).max(), Some(8));
    }

    #[test]
    fn the_words_say_what_is_lost() {
        let told: Vec<_> = (1..=4).map(|done| words(&story(), done)).collect();
        assert_eq!(told[0], "Thread 1 loads 7.");
        assert_eq!(told[2], "Thread 1 stores 8.");
        assert_eq!(
            told[3],
            "Thread 2 stores 8: it still goes by the 7 it has loaded, so the update of thread 1 is lost."
        );
    }

    #[test]
    fn every_picture_is_well_formed() {
        for done in 0..=4 {
            let svg = draw(&story(), done);
            assert!(roxmltree::Document::parse(&svg).is_ok(), "{svg}");
            assert_eq!(svg.contains("lost"), done == 4);
        }
    }
}
