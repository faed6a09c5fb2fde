//! The colours of the drawing, as the style sheet has them at the moment.

use crate::timeline::raster::{Palette, pixel};
use crate::trace::Activity;
use web_sys::{CssStyleDeclaration, Element};

/// Everything that is drawn has one of these colours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Colours {
    /// Those of the rows.
    pub palette: Palette,
    /// Ink and paper of each activity, as a style sheet writes them.
    pub activities: Vec<(String, String)>,
    /// Names, and the line of the present moment.
    pub ink: String,
    /// What is less important.
    pub soft: String,
    /// Behind the rows of a process.
    pub frame: String,
    /// The lines of the time axis.
    pub line: String,
    /// Behind everything; what has not happened yet is veiled with it.
    pub ground: String,
}

impl Colours {
    /// Reads the colours of `figure`, in which a legend shows each activity.
    pub fn read(figure: &Element) -> Option<Self> {
        let own = style(figure)?;
        let soft = style(&figure.query_selector(".timeline-soft").ok()??)?;
        let track = style(&figure.query_selector(".swatch.idle").ok()??)?;
        let mut activities = vec![];
        for activity in Activity::ALL {
            let place = format!(".swatch.activity-{}", activity.id());
            // What the legend leaves out does not occur, so its colours do not matter.
            let shown = figure.query_selector(&place).ok().flatten();
            let style = shown.as_ref().and_then(style);
            let read = |property| style.as_ref().map_or(String::new(), |it| value(it, property));
            activities.push((read("color"), read("background-color")));
        }
        let ground = value(&own, "background-color");
        let frame = value(&soft, "background-color");
        let mut palette = Palette {
            track: of(&value(&track, "background-color")),
            frame: of(&frame),
            ground: of(&ground),
            ..Palette::default()
        };
        for (pair, (ink, paper)) in palette.activities.iter_mut().zip(&activities) {
            *pair = (of(ink), of(paper));
        }
        let (ink, line) = (value(&own, "color"), value(&soft, "border-top-color"));
        Some(Self { palette, activities, ink, soft: value(&soft, "color"), frame, line, ground })
    }
}

fn style(element: &Element) -> Option<CssStyleDeclaration> {
    web_sys::window()?.get_computed_style(element).ok()?
}

fn value(style: &CssStyleDeclaration, property: &str) -> String {
    style.get_property_value(property).unwrap_or_default()
}

/// The pixel of a colour as browsers write what they have computed: `rgb(1, 2, 3)`.
fn of(colour: &str) -> u32 {
    let mut channels = [0; 3];
    let numbers = colour.split(|c: char| !c.is_ascii_digit() && c != '.');
    let numbers = numbers.filter_map(|number| number.parse::<f32>().ok());
    for (channel, number) in channels.iter_mut().zip(numbers) {
        *channel = number as u8;
    }
    pixel(channels)
}
