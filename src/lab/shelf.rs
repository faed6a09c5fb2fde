//! The programs at hand: the open one, and those opened before it with what was changed in them.
//! Opening another program never loses a change.

use super::program::Program;

/// A program that was opened, and how it reads now.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Which program of the list it is; none when it came in a link.
    pub program: Option<&'static Program>,
    /// How it read when it was opened.
    pub original: String,
    /// How it reads now.
    pub code: String,
    /// How it read before it was reset.
    before_reset: Option<String>,
}

/// The programs that were opened, and which of them is open.
#[derive(Debug)]
pub struct Shelf {
    sheets: Vec<Sheet>,
    open: usize,
}

impl Sheet {
    fn new(program: Option<&'static Program>, code: &str) -> Self {
        let (original, code) = (code.to_owned(), code.to_owned());
        Self { program, original, code, before_reset: None }
    }

    /// Whether it reads otherwise than it did when it was opened.
    pub fn is_changed(&self) -> bool {
        self.code != self.original
    }

    /// Whether it was reset, and can have the change back.
    pub fn can_return(&self) -> bool {
        !self.is_changed() && self.before_reset.is_some()
    }

    /// What it is called.
    pub fn title(&self) -> &'static str {
        self.program.map_or("A program from a link", |program| program.title)
    }
}

impl Shelf {
    /// One program is open.
    pub fn new(program: &'static Program) -> Self {
        Self { sheets: vec![Sheet::new(Some(program), program.code)], open: 0 }
    }

    /// The number of the open program; it keeps its number.
    pub fn number(&self) -> usize {
        self.open
    }

    /// The open program.
    pub fn sheet(&self) -> &Sheet {
        &self.sheets[self.open]
    }

    /// Programs that are not open and read otherwise than they did, or came in a link: what
    /// nobody would find again in the list, with their numbers.
    pub fn aside(&self) -> impl Iterator<Item = (usize, &Sheet)> {
        let sheets = self.sheets.iter().enumerate();
        sheets.filter(|(number, sheet)| {
            *number != self.open && (sheet.is_changed() || sheet.program.is_none())
        })
    }

    /// Whether a program of the list has been changed here.
    pub fn has_changed(&self, program: &Program) -> bool {
        let mut sheets = self.sheets.iter();
        sheets.any(|sheet| sheet.program == Some(program) && sheet.is_changed())
    }

    /// Opens a program of the list, as it was left.
    pub fn open(&mut self, program: &'static Program) {
        self.turn_to(Sheet::new(Some(program), program.code));
    }

    /// Opens a program that came in a link.
    pub fn open_link(&mut self, code: &str) {
        self.turn_to(Sheet::new(None, code));
    }

    /// Opens the program with this number.
    pub fn go_to(&mut self, number: usize) {
        self.open = number.min(self.sheets.len() - 1);
    }

    /// The open program now reads like this.
    pub fn edit(&mut self, code: String) {
        self.sheets[self.open].code = code;
    }

    /// The open program reads as it did when it was opened.
    pub fn reset(&mut self) {
        let sheet = &mut self.sheets[self.open];
        if sheet.is_changed() {
            let original = sheet.original.clone();
            sheet.before_reset = Some(std::mem::replace(&mut sheet.code, original));
        }
    }

    /// The open program reads as it did before it was reset.
    pub fn bring_back(&mut self) {
        let sheet = &mut self.sheets[self.open];
        if let Some(code) = sheet.before_reset.take() {
            sheet.code = code;
        }
    }

    fn turn_to(&mut self, fresh: Sheet) {
        let same =
            |sheet: &Sheet| (sheet.program, &sheet.original) == (fresh.program, &fresh.original);
        self.open = self.sheets.iter().position(same).unwrap_or(self.sheets.len());
        if self.open == self.sheets.len() {
            self.sheets.push(fresh);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::program::ALL;

    fn code(shelf: &Shelf) -> &str {
        &shelf.sheet().code
    }

    #[test]
    fn what_was_changed_is_there_again() {
        let mut shelf = Shelf::new(&ALL[0]);
        shelf.edit("mine".to_owned());
        shelf.open(&ALL[1]);
        assert_eq!(code(&shelf), ALL[1].code);
        assert!(shelf.has_changed(&ALL[0]) && !shelf.has_changed(&ALL[1]));
        assert_eq!(shelf.aside().map(|(number, _)| number).collect::<Vec<_>>(), [0]);
        shelf.open(&ALL[0]);
        assert_eq!((code(&shelf), shelf.aside().count()), ("mine", 0));
    }

    #[test]
    fn a_link_keeps_its_place_beside_the_list() {
        let mut shelf = Shelf::new(&ALL[0]);
        shelf.open_link(ALL[0].code);
        assert_eq!((shelf.sheet().program, shelf.number()), (None, 1));
        shelf.edit("changed".to_owned());
        shelf.open_link("another");
        shelf.open(&ALL[0]);
        let aside: Vec<_> = shelf.aside().map(|(number, sheet)| (number, &*sheet.code)).collect();
        assert_eq!(aside, [(1, "changed"), (2, "another")]);
        shelf.open_link(ALL[0].code);
        assert_eq!(code(&shelf), "changed");
        shelf.go_to(2);
        assert_eq!((code(&shelf), shelf.sheet().title()), ("another", "A program from a link"));
        shelf.go_to(9);
        assert_eq!(shelf.number(), 2);
    }

    #[test]
    fn a_reset_can_be_taken_back() {
        let mut shelf = Shelf::new(&ALL[0]);
        shelf.reset();
        assert!(!shelf.sheet().can_return());
        shelf.edit("mine".to_owned());
        shelf.reset();
        assert!(code(&shelf) == ALL[0].code && shelf.sheet().can_return());
        shelf.reset();
        shelf.bring_back();
        assert!(code(&shelf) == "mine" && !shelf.sheet().can_return());
    }
}
