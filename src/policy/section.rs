//! Reading a TOML file that a person wrote, field by field, without stopping at the first fault.
//!
//! A [`Section`] is one table. Each method reads one key and says what is wrong with it, where; the value that it
//! returns instead of a faulty one lets the reading go on and is never seen, because whoever reads ends with
//! [`Toml::finish`], which gives the faults. Keys that nobody asked for are faults, with the nearest known key named.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::{Range, RangeInclusive};
use std::time::Duration;

use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeTable, DeValue};

use super::faults::{Fault, Faults, line_and_column};

/// One file with what was found wrong in it so far.
#[derive(Debug)]
pub(crate) struct Toml<'a> {
    file: &'a str,
    text: &'a str,
    faults: RefCell<Faults>,
}

/// A place in the file that a later check may still find fault with.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) field: String,
    span: Option<Range<usize>>,
}

impl Mark {
    /// The same place, named as a field in it.
    pub(crate) fn inner(&self, key: &str) -> Self {
        let field = if self.field.is_empty() { key.to_owned() } else { format!("{}.{key}", self.field) };
        Self { field, span: self.span.clone() }
    }
}

impl<'a> Toml<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, faults: RefCell::default() }
    }

    /// The table at the top.
    ///
    /// # Errors
    /// Every place that is no TOML; what the rest means cannot be trusted then.
    pub(crate) fn parse(&self) -> Result<Spanned<DeTable<'a>>, Faults> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let mark = Mark { field: String::new(), span: error.span() };
            self.fault(&mark, "a syntax error", error.message().lines().collect::<Vec<_>>().join(" "));
        }
        self.faults.borrow().clone().or(table)
    }

    pub(crate) fn fault(&self, mark: &Mark, got: impl Display, rule: impl Display) {
        self.faults.borrow_mut().push(Fault {
            file: self.file.to_owned(),
            at: mark.span.as_ref().map(|span| line_and_column(self.text, span)),
            field: mark.field.clone(),
            got: got.to_string(),
            rule: rule.to_string(),
        });
    }

    /// How many faults were found so far.
    pub(crate) fn faults_so_far(&self) -> usize {
        self.faults.borrow().as_slice().len()
    }

    pub(crate) fn finish(self) -> Faults {
        self.faults.into_inner()
    }
}

/// One table of the file.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    toml: &'a Toml<'a>,
    mark: Mark,
    table: &'a DeTable<'a>,
    fallback: Option<&'a DeTable<'a>>,
    known: RefCell<BTreeSet<&'static str>>,
}

/// One value with its place.
struct Field<'a> {
    mark: Mark,
    value: &'a DeValue<'a>,
}

impl<'a> Section<'a> {
    /// The table at the top; what it lacks is taken from `fallback`, a template that is known to be whole.
    pub(crate) fn top(toml: &'a Toml<'a>, table: &'a DeTable<'a>, fallback: Option<&'a DeTable<'a>>) -> Self {
        let mark = Mark { field: String::new(), span: Some(0..0) };
        Self { toml, mark, table, fallback, known: RefCell::default() }
    }

    pub(crate) fn mark(&self) -> &Mark {
        &self.mark
    }

    /// Whether the key is written, here or in the template; from now on it is known.
    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.known.borrow_mut().insert(key);
        self.lookup(key).is_some()
    }

    /// A whole number; the lower end stands in for a faulty one.
    pub(crate) fn integer(&self, key: &'static str, range: RangeInclusive<u64>) -> u64 {
        let rule = || format!("it must be a whole number between {} and {}", range.start(), range.end());
        let Some(field) = self.required(key, rule) else { return *range.start() };
        let digits = field.value.as_integer();
        let number =
            digits.and_then(|digits| u64::from_str_radix(&digits.as_str().replace('_', ""), digits.radix()).ok());
        number.filter(|number| range.contains(number)).unwrap_or_else(|| {
            self.toml.fault(&field.mark, shown(field.value), rule());
            *range.start()
        })
    }

    /// As [`Self::integer`], for what is counted in memory.
    pub(crate) fn count(&self, key: &'static str, range: RangeInclusive<usize>) -> usize {
        let wide = *range.start() as u64..=*range.end() as u64;
        usize::try_from(self.integer(key, wide)).unwrap_or(*range.start())
    }

    /// A span of time, written as a whole number of milliseconds.
    pub(crate) fn millis(&self, key: &'static str, range: RangeInclusive<u64>) -> Duration {
        Duration::from_millis(self.integer(key, range))
    }

    /// A number with or without a fraction; the lower end stands in for a faulty one.
    pub(crate) fn number(&self, key: &'static str, range: RangeInclusive<f64>) -> f64 {
        let rule = || format!("it must be a number between {} and {}", range.start(), range.end());
        let Some(field) = self.required(key, rule) else { return *range.start() };
        let whole = field.value.as_integer().filter(|digits| digits.radix() == 10).map(DeInteger::as_str);
        let digits = whole.or_else(|| field.value.as_float().map(DeFloat::as_str));
        let number: Option<f64> = digits.and_then(|digits| digits.replace('_', "").parse().ok());
        number.filter(|number| range.contains(number)).unwrap_or_else(|| {
            self.toml.fault(&field.mark, shown(field.value), rule());
            *range.start()
        })
    }

    /// Yes or no; none when the key is not written.
    pub(crate) fn flag(&self, key: &'static str) -> Option<bool> {
        if !self.has(key) {
            return None;
        }
        let field = self.required(key, String::new)?;
        let truth = field.value.as_bool();
        if truth.is_none() {
            self.toml.fault(&field.mark, shown(field.value), "it must be true or false");
        }
        truth
    }

    /// A text that `make` turns into what is meant, or refuses with a reason.
    pub(crate) fn text<T, E: Display>(
        &self,
        key: &'static str,
        make: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<(T, Mark)> {
        let field = self.required(key, || "it must be a text in quotes".to_owned())?;
        let value = self.make(field.value, &field.mark, make)?;
        Some((value, field.mark))
    }

    /// One of a closed set of words.
    pub(crate) fn word<T: Copy>(&self, key: &'static str, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let field = self.required(key, || one_of(all, word))?;
        self.choose(field.value, &field.mark, all, word)
    }

    /// A list of texts, each made by `make`; a repeated one is a fault. None when the key is not written.
    pub(crate) fn texts<T: Ord + Clone, E: Display>(
        &self,
        key: &'static str,
        make: impl Fn(&str) -> Result<T, E>,
    ) -> Option<Vec<(T, Mark)>> {
        self.list(key, |value, mark| self.make(value, mark, &make))
    }

    /// As [`Self::texts`], but one text may stand for a list of one.
    pub(crate) fn one_or_more<T: Ord + Clone, E: Display>(
        &self,
        key: &'static str,
        make: impl Fn(&str) -> Result<T, E>,
    ) -> Option<Vec<(T, Mark)>> {
        match self.lookup(key).map(Spanned::get_ref) {
            Some(DeValue::String(_)) => Some(self.text(key, make).into_iter().collect()),
            Some(_) | None => self.texts(key, make),
        }
    }

    /// A list of words of a closed set; a repeated one is a fault. None when the key is not written.
    pub(crate) fn words<T: Copy + Ord>(
        &self,
        key: &'static str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<Vec<T>> {
        let found = self.list(key, |value, mark| self.choose(value, mark, all, word))?;
        Some(found.into_iter().map(|(item, _)| item).collect())
    }

    /// A whole number that `make` turns into what is meant.
    pub(crate) fn numbered_one<T>(
        &self,
        key: &'static str,
        rule: &str,
        make: impl FnOnce(u32) -> Option<T>,
    ) -> Option<T> {
        let field = self.required(key, || rule.to_owned())?;
        self.number_to(field.value, &field.mark, rule, make)
    }

    /// A list of whole numbers that `make` turns into what is meant. None when the key is not written.
    pub(crate) fn numbered<T: Ord + Clone>(
        &self,
        key: &'static str,
        rule: &str,
        make: impl Fn(u32) -> Option<T>,
    ) -> Option<Vec<T>> {
        let found = self.list(key, |value, mark| self.number_to(value, mark, rule, &make))?;
        Some(found.into_iter().map(|(item, _)| item).collect())
    }

    /// A table inside this one.
    pub(crate) fn table(&self, key: &'static str) -> Option<Section<'a>> {
        let field = self.required(key, || "it must be a table".to_owned())?;
        let inner = self.enter(field.mark, field.value)?;
        let fallback = self.fallback.and_then(|table| table.get(key)).and_then(|value| value.get_ref().as_table());
        Some(Section { fallback, ..inner })
    }

    /// A list of tables; empty, with a fault, when it is missing and required, else empty.
    pub(crate) fn tables(&self, key: &'static str, required: bool) -> Vec<Section<'a>> {
        if !required && !self.has(key) {
            return Vec::new();
        }
        let Some(field) = self.required(key, || "at least one such table is required".to_owned()) else {
            return Vec::new();
        };
        let DeValue::Array(items) = field.value else {
            self.toml.fault(
                &field.mark,
                shown(field.value),
                format!("it must be a list of tables, each headed [[{}]]", field.mark.field),
            );
            return Vec::new();
        };
        if required && items.is_empty() {
            self.toml.fault(&field.mark, "an empty list", "at least one entry is required");
        }
        let enter = |(index, item): (usize, &'a Spanned<DeValue<'a>>)| {
            self.enter(Self::item_mark(&field.mark, index, item), item.get_ref())
        };
        items.iter().enumerate().filter_map(enter).collect()
    }

    /// Says which keys nobody asked for.
    pub(crate) fn finish(self) {
        let known = self.known.borrow();
        for key in self.table.keys().filter(|key| !known.contains(key.get_ref().as_ref())) {
            let near = nearest(key.get_ref(), known.iter().copied());
            let rule = near.map_or_else(
                || format!("no such key; known are {}", known.iter().copied().collect::<Vec<_>>().join(", ")),
                |near| format!("no such key; did you mean {near}?"),
            );
            let mark = Mark { span: Some(key.span()), ..self.mark.inner(key.get_ref()) };
            self.toml.fault(&mark, "an unknown key", rule);
        }
    }

    fn list<T: Ord + Clone>(
        &self,
        key: &'static str,
        read: impl Fn(&DeValue<'a>, &Mark) -> Option<T>,
    ) -> Option<Vec<(T, Mark)>> {
        if !self.has(key) {
            return None;
        }
        let field = self.required(key, String::new)?;
        let DeValue::Array(items) = field.value else {
            self.toml.fault(&field.mark, shown(field.value), "it must be a list in square brackets");
            return Some(Vec::new());
        };
        if items.is_empty() {
            self.toml.fault(&field.mark, "an empty list", "name at least one, or leave the key out");
        }
        let mut seen = BTreeSet::new();
        let mut found = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let mark = Self::item_mark(&field.mark, index, item);
            let Some(made) = read(item.get_ref(), &mark) else { continue };
            if seen.insert(made.clone()) {
                found.push((made, mark));
            } else {
                self.toml.fault(&mark, shown(item.get_ref()), "it is listed twice");
            }
        }
        Some(found)
    }

    fn make<T, E: Display>(
        &self,
        value: &DeValue<'_>,
        mark: &Mark,
        make: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let DeValue::String(text) = value else {
            self.toml.fault(mark, shown(value), "it must be a text in quotes");
            return None;
        };
        make(text).map_err(|refusal| self.toml.fault(mark, shown(value), refusal)).ok()
    }

    fn number_to<T>(
        &self,
        value: &DeValue<'_>,
        mark: &Mark,
        rule: &str,
        make: impl FnOnce(u32) -> Option<T>,
    ) -> Option<T> {
        let number = value.as_integer().and_then(|digits| digits.as_str().parse().ok()).and_then(make);
        if number.is_none() {
            self.toml.fault(mark, shown(value), rule);
        }
        number
    }

    fn choose<T: Copy>(&self, value: &DeValue<'_>, mark: &Mark, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let text = value.as_str();
        let chosen = text.and_then(|text| all.iter().copied().find(|item| word(*item) == text));
        if chosen.is_none() {
            self.toml.fault(mark, shown(value), one_of(all, word));
        }
        chosen
    }

    fn lookup(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key).or_else(|| self.fallback.and_then(|table| table.get(key)))
    }

    fn required(&self, key: &'static str, rule: impl FnOnce() -> String) -> Option<Field<'a>> {
        self.known.borrow_mut().insert(key);
        let found = self.lookup(key);
        let Some(value) = found else {
            self.toml.fault(&self.mark.inner(key), "nothing", rule());
            return None;
        };
        // What comes from the template has no place in the operator's file.
        let own = self.mark.span.is_some() && self.table.contains_key(key);
        let span = own.then(|| value.span());
        Some(Field { mark: Mark { span, ..self.mark.inner(key) }, value: value.get_ref() })
    }

    fn enter(&self, mark: Mark, value: &'a DeValue<'a>) -> Option<Section<'a>> {
        let DeValue::Table(table) = value else {
            self.toml.fault(&mark, shown(value), "it must be a table");
            return None;
        };
        Some(Section { toml: self.toml, mark, table, fallback: None, known: RefCell::default() })
    }

    fn item_mark(list: &Mark, index: usize, item: &Spanned<DeValue<'_>>) -> Mark {
        let span = list.span.as_ref().map(|_| item.span());
        Mark { field: format!("{}[{}]", list.field, index + 1), span }
    }
}

fn one_of<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> String {
    let words: Vec<_> = all.iter().map(|item| word(*item)).collect();
    format!("it must be one of {}", words.join(", "))
}

/// A value as it is shown in a fault, cut to a readable length.
fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{:?}", text.chars().take(60).collect::<String>()),
        DeValue::Integer(digits) => digits.to_string(),
        DeValue::Float(digits) => digits.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(instant) => instant.to_string(),
        DeValue::Array(items) => format!("a list of {}", items.len()),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// The known key that a mistyped one most likely meant.
fn nearest<'k>(typed: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let tolerated = (typed.chars().count() / 3).max(2);
    known
        .map(|key| (strsim::levenshtein(typed, key), key))
        .filter(|(edits, _)| *edits <= tolerated)
        .min()
        .map(|(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_key_is_recognised() {
        for (typed, meant) in [
            ("offer_timout_ms", Some("offer_timeout_ms")),
            ("unit", Some("units")),
            ("colour", None),
            ("ofer_timout_m", Some("offer_timeout_ms")),
            ("ofr_timt_m", None),
        ] {
            assert_eq!(nearest(typed, ["offer_timeout_ms", "units", "radius_m"].into_iter()), meant, "{typed}");
        }
    }
}
