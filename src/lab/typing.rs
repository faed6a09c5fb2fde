//! What Tab and Enter do in the editor. Places are counted in UTF-16 units, as browsers count.

/// A step of indentation.
const STEP: &str = "    ";

/// A part of the text that is replaced.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    /// Where the part begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What stands there afterwards.
    pub text: String,
    /// Whether the new text is selected afterwards; otherwise the caret stands behind it.
    pub selected: bool,
}

/// What Tab does to a text with a selection; `back` is Shift + Tab.
pub fn tab(text: &str, start: u32, end: u32, back: bool) -> Change {
    let units: Vec<u16> = text.encode_utf16().collect();
    let several = part(&units, start, end).contains('\n');
    if !several && !back {
        return Change { from: start, to: end, text: STEP.to_owned(), selected: false };
    }
    let from = line_start(&units, start);
    let lines = part(&units, from, end);
    let changed = lines.split('\n').map(|line| if back { outdented(line) } else { indented(line) });
    let text = changed.collect::<Vec<_>>().join("\n");
    Change { from, to: end, text, selected: several }
}

/// What Enter does: the new line begins as deep as the old one, or deeper after a colon.
pub fn enter(text: &str, start: u32, end: u32) -> Change {
    let units: Vec<u16> = text.encode_utf16().collect();
    let line = part(&units, line_start(&units, start), start);
    let depth = line.len() - line.trim_start_matches(' ').len();
    let deeper = if line.trim_end().ends_with(':') { STEP } else { "" };
    let text = ["\n", &line[..depth], deeper].concat();
    Change { from: start, to: end, text, selected: false }
}

fn indented(line: &str) -> String {
    if line.is_empty() { String::new() } else { [STEP, line].concat() }
}

fn outdented(line: &str) -> String {
    let depth = line.len() - line.trim_start_matches(' ').len();
    line[depth.min(STEP.len())..].to_owned()
}

fn line_start(units: &[u16], place: u32) -> u32 {
    let before = &units[..units.len().min(place as usize)];
    let newline = u16::from(b'\n');
    before.iter().rposition(|&unit| unit == newline).map_or(0, |at| at as u32 + 1)
}

fn part(units: &[u16], from: u32, to: u32) -> String {
    String::from_utf16_lossy(units.get(from as usize..to as usize).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, change: &Change) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let rest = part(&units, change.to, units.len() as u32);
        part(&units, 0, change.from) + &change.text + &rest
    }

    #[test]
    fn tab_goes_a_step_in_and_out() {
        assert_eq!(after("ab", &tab("ab", 1, 1, false)), "a    b");
        assert_eq!(after("  ab", &tab("  ab", 3, 3, true)), "ab");
        let (text, all) = ("if x:\n    y\n\nz", 14);
        let deeper = tab(text, 0, all, false);
        assert!(deeper.selected);
        assert_eq!(after(text, &deeper), "    if x:\n        y\n\n    z");
        let text = "é\n        y\n    z";
        assert_eq!(after(text, &tab(text, 4, 17, true)), "é\n    y\nz");
    }

    #[test]
    fn enter_keeps_the_depth() {
        assert_eq!(enter("    x = 1", 9, 9).text, "\n    ");
        assert_eq!(enter("  if x:  # 🦀\n", 7, 7).text, "\n      ");
        assert_eq!(enter("", 0, 0).text, "\n");
        assert_eq!(enter("x", 9, 12).text, "\n");
    }
}
