//! A personal text in the clear, on its short way between its opening and whoever may read it.

use std::fmt;

/// A personal text in the clear. It has no `Display`, and its `Debug` tells how long it is and nothing else: it cannot be
/// written anywhere by mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct Personal(String);

impl Personal {
    /// Takes over a text.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for the one place that hands it to whoever may read it.
    #[must_use]
    pub fn reveal(self) -> String {
        self.0
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Personal({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_debug_tells_its_length_only() {
        let told = Personal::new("张三".to_owned());
        assert_eq!(format!("{:?}", Some(&told)), "Some(Personal(6 bytes))");
        assert_eq!(told.reveal(), "张三");
    }
}
