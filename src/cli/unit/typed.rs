//! What a person can type at the device.

use super::super::ctl::read_place;
use super::super::words::read_word;
use crate::api::proto::UnavailableReason;

/// What is shown when something else was typed.
pub(super) const HELP: &str = "type: in, go, there, feedback TEXT, done, decline REASON, blocked, break [REASON], back, \
                               at LAT,LON, carried, emergency, end, status, quit";

/// One line that was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed {
    /// A person has seen the order and goes.
    In,
    /// Under way.
    Go,
    /// On scene.
    There,
    /// Feedback.
    Feedback(String),
    /// Handled.
    Done,
    /// Cannot go.
    Decline(String),
    /// Held up on the way.
    Blocked,
    /// Out of service.
    Break(UnavailableReason),
    /// Free again.
    Back,
    /// Is somewhere else.
    At((f64, f64)),
    /// The standing order is carried out.
    Carried,
    /// Help is needed.
    Emergency,
    /// Off duty.
    End,
    /// Show what holds.
    Status,
    /// Leave the program.
    Quit,
}

/// Reads a line.
pub(super) fn read(line: &str) -> Result<Typed, String> {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let needed = |what: &str| if rest.is_empty() { Err(format!("{word} needs {what}")) } else { Ok(rest.to_owned()) };
    Ok(match word {
        "in" => Typed::In,
        "go" => Typed::Go,
        "there" => Typed::There,
        "feedback" => Typed::Feedback(needed("a text")?),
        "done" => Typed::Done,
        "decline" => Typed::Decline(needed("a reason")?),
        "blocked" => Typed::Blocked,
        "break" if rest.is_empty() => Typed::Break(UnavailableReason::Break),
        "break" => Typed::Break(read_word(rest)?),
        "back" => Typed::Back,
        "at" => Typed::At(read_place(rest)?),
        "carried" => Typed::Carried,
        "emergency" => Typed::Emergency,
        "end" => Typed::End,
        "status" => Typed::Status,
        "quit" => Typed::Quit,
        _ => return Err(HELP.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_or_answered_in_words() {
        for (line, expected) in [
            (" in ", Ok(Typed::In)),
            ("feedback two people, calm", Ok(Typed::Feedback("two people, calm".to_owned()))),
            ("feedback", Err("feedback needs a text".to_owned())),
            ("decline", Err("decline needs a reason".to_owned())),
            ("break", Ok(Typed::Break(UnavailableReason::Break))),
            ("break refuelling", Ok(Typed::Break(UnavailableReason::Refuelling))),
            ("at 23.0,113.5", Ok(Typed::At((23.0, 113.5)))),
            ("sleep", Err(HELP.to_owned())),
            ("", Err(HELP.to_owned())),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }
}
