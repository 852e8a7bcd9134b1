//! What happened, line by line: the same bytes for the same script, and the story that is printed when a promise broke.

use std::fmt::{self, Debug, Write as _};

use patrold::domain::event::Entry;
use patrold::journal::codec;

/// The lines so far.
#[derive(Debug, Default)]
pub(crate) struct Trace(String);

impl Trace {
    pub(crate) fn line(&mut self, now_us: u64, words: fmt::Arguments<'_>) {
        let (seconds, micros) = (now_us / 1_000_000, now_us % 1_000_000);
        writeln!(self.0, "{seconds:>7}.{micros:06} {words}").expect("text grows");
    }

    /// An entry: what happened in names, and a checksum over every byte of it.
    pub(crate) fn entry(&mut self, now_us: u64, entry: &Entry) {
        let mut bytes = Vec::new();
        codec::encode(entry, &mut bytes);
        let names: Vec<_> = entry.events.iter().map(name_of).collect();
        let (sequence, actor) = (entry.sequence, &entry.actor.principal);
        let sum = crc32c::crc32c(&bytes);
        self.line(now_us, format_args!("  entry {sequence} by {actor}: {} [{sum:08x}]", names.join(", ")));
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

/// The first word of a value as it is written for people who debug: the variant's name.
pub(crate) fn name_of(value: &impl Debug) -> String {
    let mut word = FirstWord(String::new());
    // It stops the writing at the end of the word, which is no fault.
    let _stopped = write!(word, "{value:?}").is_err();
    word.0
}

struct FirstWord(String);

impl fmt::Write for FirstWord {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for letter in text.chars() {
            if !letter.is_alphanumeric() {
                return Err(fmt::Error);
            }
            self.0.push(letter);
        }
        Ok(())
    }
}
