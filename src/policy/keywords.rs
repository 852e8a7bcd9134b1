//! Keywords: the words of the rules, and where they stand in what was told.
//!
//! A narrative is encrypted before it reaches the engine, so its keywords are looked for at the rim, with the words of
//! the active policy. Texts are compared in one form: full-width letters become plain, letters small, white space one
//! space. A keyword of ASCII letters stands as a whole word (`gun` is not in `begun`); any other, such as a Chinese one,
//! stands anywhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::few::Few;
use crate::domain::report::KEYWORDS_MAX as FOUND_MAX;
use crate::domain::text::Text;

/// The most different keywords of one policy.
pub const KEYWORDS_MAX: usize = 2_000;

/// The most keywords of one condition.
pub const KEYWORDS_PER_RULE_MAX: usize = 100;

/// The longest keyword, in bytes of UTF-8.
pub const KEYWORD_BYTES_MAX: usize = 64;

/// A keyword by the order in which the rules first name it.
pub(super) type KeywordId = u16;

/// Every keyword of a policy.
#[derive(Clone, Debug, Default)]
pub struct Keywords {
    /// By id.
    words: Vec<Text>,
    ids: BTreeMap<Text, KeywordId>,
    /// The keywords that begin with a letter or sign.
    by_first: BTreeMap<char, Vec<KeywordId>>,
}

impl Keywords {
    /// The keywords that stand in a text, at most [`FOUND_MAX`]: of more, those that the rules name first are kept.
    #[must_use]
    pub fn found_in(&self, told: &str) -> Few<Text> {
        if self.words.is_empty() {
            return Few::new();
        }
        let told = in_one_form(told);
        let mut found = BTreeSet::new();
        for (start, first) in told.char_indices() {
            for id in self.by_first.get(&first).into_iter().flatten() {
                if self.words.get(usize::from(*id)).is_some_and(|word| stands_at(&told, start, word.as_str())) {
                    found.insert(*id);
                }
            }
        }
        found.iter().take(FOUND_MAX).filter_map(|id| self.words.get(usize::from(*id))).cloned().collect()
    }

    /// Every keyword, in the order in which the rules name them.
    pub fn words(&self) -> impl Iterator<Item = &Text> {
        self.words.iter()
    }

    pub(super) fn id(&self, word: &Text) -> Option<KeywordId> {
        self.ids.get(word).copied()
    }

    pub(super) fn word(&self, id: KeywordId) -> &str {
        self.words.get(usize::from(id)).map_or("", Text::as_str)
    }

    /// Takes a keyword in.
    ///
    /// # Errors
    /// When it says nothing, is too long, or there are too many.
    pub(super) fn intern(&mut self, word: &str) -> Result<KeywordId, String> {
        let word = in_one_form(word);
        let word = word.trim();
        if word.is_empty() {
            return Err("a keyword must not be empty".to_owned());
        }
        if word.len() > KEYWORD_BYTES_MAX {
            return Err(format!("a keyword has at most {KEYWORD_BYTES_MAX} bytes, this one {}", word.len()));
        }
        let text = Text::new(word).map_err(|refusal| refusal.to_string())?;
        if let Some(id) = self.ids.get(&text) {
            return Ok(*id);
        }
        let id = KeywordId::try_from(self.words.len()).ok().filter(|_| self.words.len() < KEYWORDS_MAX);
        let id = id.ok_or_else(|| format!("a policy has at most {KEYWORDS_MAX} different keywords"))?;
        if let Some(first) = word.chars().next() {
            self.by_first.entry(first).or_default().push(id);
        }
        self.ids.insert(text.clone(), id);
        self.words.push(text);
        Ok(id)
    }
}

/// Whether a keyword stands at this place of a text, both in one form.
fn stands_at(told: &str, start: usize, word: &str) -> bool {
    let Some((before, rest)) = told.split_at_checked(start) else { return false };
    let Some(after) = rest.strip_prefix(word) else { return false };
    // Only ASCII letters and digits join to longer words: 持knife has the word knife.
    let joined = |one: Option<char>, other: Option<char>| {
        one.zip(other).is_some_and(|(one, other)| one.is_ascii_alphanumeric() && other.is_ascii_alphanumeric())
    };
    !word.is_ascii()
        || (!joined(before.chars().next_back(), word.chars().next())
            && !joined(word.chars().next_back(), after.chars().next()))
}

/// A text as it is compared.
fn in_one_form(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        };
        if c.is_whitespace() || c.is_control() {
            if !made.ends_with(' ') {
                made.push(' ');
            }
        } else {
            made.extend(c.to_lowercase());
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keywords(words: &[&str]) -> Keywords {
        let mut keywords = Keywords::default();
        for word in words {
            keywords.intern(word).expect("a keyword");
        }
        keywords
    }

    fn found(words: &[&str], told: &str) -> Vec<String> {
        keywords(words).found_in(told).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn ascii_words_stand_alone_and_others_anywhere() {
        for (word, told, stands) in [
            ("gun", "he has a GUN!", true),
            ("gun", "it has begun", false),
            ("gun", "gunpowder", false),
            ("gun", "他拿着gun指着我", true),
            ("gun", "gun2", false),
            ("hit and run", "a hit  and\nrun here", true),
            ("Knife", "ｋｎｉｆｅ", true),
            ("刀", "一把菜刀", true),
            ("持刀", "持 刀", false),
            ("c4", "C4炸药", true),
            ("c++", "c++x", true),
            ("naïve", "so naïvely", true),
        ] {
            assert_eq!(!found(&[word], told).is_empty(), stands, "{word:?} in {told:?}");
        }
    }

    #[test]
    fn a_keyword_is_one_whatever_its_form() {
        let mut keywords = keywords(&["Knife"]);
        assert_eq!(keywords.intern("ＫＮＩＦＥ "), Ok(0));
        assert_eq!(keywords.words().count(), 1);
        for (word, rule) in [(" ", "must not be empty"), (&"刀".repeat(22), "at most 64 bytes, this one 66")] {
            assert!(keywords.intern(word).expect_err("refused").contains(rule), "{word:?}");
        }
        for number in 1..KEYWORDS_MAX {
            keywords.intern(&format!("word {number}")).expect("room");
        }
        assert!(keywords.intern("one more").expect_err("refused").contains("at most 2000"));
        assert_eq!(keywords.intern("knife"), Ok(0));
    }

    #[test]
    fn of_too_many_those_of_the_first_rules_are_kept() {
        let words: Vec<String> = (0..100).rev().map(|number| format!("w{number:02}")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let found = found(&words, &words.join(" "));
        assert_eq!(found.len(), FOUND_MAX);
        assert_eq!((found[0].as_str(), found[FOUND_MAX - 1].as_str()), ("w36", "w99"));
    }

    proptest! {
        /// Looking by first letters finds what trying every keyword at every place finds.
        #[test]
        fn what_is_found_is_what_brute_force_finds(
            words in prop::collection::btree_set("[ab刀持]{1,3}", 1..8),
            told in "[abA刀持 Ａ]{0,24}",
        ) {
            let refs: Vec<&str> = words.iter().map(String::as_str).collect();
            let plain: Vec<char> = in_one_form(&told).chars().collect();
            let oracle: Vec<String> = words
                .iter()
                .filter(|word| {
                    let word: Vec<char> = word.chars().collect();
                    (0..plain.len()).any(|start| {
                        let end = start + word.len();
                        let ascii = word.iter().all(char::is_ascii);
                        let letter = |at: Option<&char>| at.is_some_and(char::is_ascii_alphanumeric);
                        plain.get(start..end) == Some(&word[..])
                            && !(ascii && (start > 0 && letter(plain.get(start - 1)) || letter(plain.get(end))))
                    })
                })
                .cloned()
                .collect();
            prop_assert_eq!(found(&refs, &told), oracle);
        }
    }
}
