//! Where a program failed, read from what it prints to stderr.

/// The name of the program in a traceback ends like this.
const MAIN_FILE: &str = "/main.py\", line ";

/// What begins a line that belongs to a traceback and is not the error itself.
const BETWEEN: [&str; 4] =
    ["Traceback ", "During handling of ", "The above exception ", "Exception in "];

/// A longer line is no part of a traceback, in bytes.
const LONGEST: usize = 4096;

/// An error, and the line of the program it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: u32,
    /// The error, as Python says it.
    pub words: String,
}

/// Reads tracebacks as they are printed, for one thread of one process.
#[derive(Debug, Default)]
pub struct Reader {
    /// A line that has not ended yet.
    begun: String,
    line: Option<u32>,
}

impl Reader {
    /// Takes in what was printed; returns the last error in it that names a line of the program.
    pub fn read(&mut self, text: &str) -> Option<Fault> {
        let mut fault = None;
        for part in text.split_inclusive('\n') {
            if self.begun.len() + part.len() <= LONGEST {
                self.begun.push_str(part);
            }
            if part.ends_with('\n') {
                let line = std::mem::take(&mut self.begun);
                fault = self.take(line.trim_end()).or(fault);
            }
        }
        fault
    }

    fn take(&mut self, text: &str) -> Option<Fault> {
        if let Some(line) = place(text) {
            self.line = Some(line);
        }
        let belongs = text.is_empty()
            || text.starts_with(char::is_whitespace)
            || BETWEEN.iter().any(|start| text.starts_with(start));
        if belongs {
            return None;
        }
        self.line.take().map(|line| Fault { line, words: text.to_owned() })
    }
}

/// The line of the program that a line of a traceback names.
fn place(text: &str) -> Option<u32> {
    let (file, rest) = text.trim_start().split_once(MAIN_FILE)?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    file.starts_with("File \"").then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(line: u32, words: &str) -> Option<Fault> {
        Some(Fault { line, words: words.to_owned() })
    }

    #[test]
    fn the_deepest_line_of_the_program_is_found() {
        let text = "Traceback (most recent call last):\n  File \"/home/pyodide/main.py\", line 9, in \
                    <module>\n    f()\n  File \"/home/pyodide/main.py\", line 4, in f\n    \
                    json.loads('')\n    ~~~~~~~~~~^^^^\n  File \"/lib/python314.zip/json/__init__.py\", \
                    line 352, in loads\nValueError: no\n";
        assert_eq!(Reader::default().read(text), fault(4, "ValueError: no"));
    }

    #[test]
    fn it_comes_in_parts() {
        let mut reader = Reader::default();
        assert_eq!(
            reader.read("Traceback (most recent call last):\n  File \"/x/main.py\", l"),
            None
        );
        assert_eq!(reader.read("ine 12, in f\n"), None);
        assert_eq!(reader.read("KeyError: 'é'"), None);
        assert_eq!(reader.read("\n"), fault(12, "KeyError: 'é'"));
        assert_eq!(reader.read("KeyError: 'é'\n"), None);
    }

    #[test]
    fn of_chained_errors_the_last_counts() {
        let text = "  File \"/x/main.py\", line 1\nKeyError: 1\n\nDuring handling of the above \
                    exception, another exception occurred:\n\nTraceback (most recent call last):\n  \
                    File \"/x/main.py\", line 3, in <module>\nTypeError: 2\n";
        assert_eq!(Reader::default().read(text), fault(3, "TypeError: 2"));
    }

    #[test]
    fn an_error_of_syntax_and_one_of_a_thread_are_found() {
        let syntax =
            "  File \"/x/main.py\", line 2\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n";
        assert_eq!(Reader::default().read(syntax), fault(2, "SyntaxError: invalid syntax"));
        let thread = "Exception in thread Thread-1 (f):\nTraceback (most recent call last):\n  File \
                      \"/lib/python314.zip/threading.py\", line 1082, in _bootstrap_inner\n  File \
                      \"/x/main.py\", line 5, in f\nZeroDivisionError: division by zero\n";
        assert_eq!(Reader::default().read(thread), fault(5, "ZeroDivisionError: division by zero"));
    }

    #[test]
    fn a_line_without_end_is_not_kept() {
        let mut reader = Reader::default();
        (0..100).for_each(|_| assert_eq!(reader.read(&"x".repeat(1_000)), None));
        assert!(reader.begun.len() <= LONGEST);
    }

    #[test]
    fn what_names_no_line_of_the_program_is_no_fault() {
        for text in [
            "a warning\n",
            "  File \"/x/other.py\", line 3\nKeyError: 1\n",
            "/x/main.py\", line 3\nwords\n",
            "File \"/x/main.py\", line x\nwords\n",
        ] {
            assert_eq!(Reader::default().read(text), None, "{text}");
        }
    }
}
