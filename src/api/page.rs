//! Pages of a list: a coerced size and an opaque token.
//!
//! A token is hexadecimal: version, CRC-32C of the rest, eight bytes that name the query, and the key of the last row.
//! It holds nothing secret and nothing of the daemon's memory, so it survives a restart.

use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

use super::faults::Faults;
use super::status::Problem;

/// The page size when none is asked for.
pub const PAGE_SIZE_DEFAULT: usize = 100;

const VERSION: u8 = 1;
const KEY_BYTES_MAX: usize = 64;

/// Which query a token belongs to: a token of one list is not taken by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryDigest([u8; 8]);

impl QueryDigest {
    /// Names a query by its method and its request without size and token.
    #[must_use]
    pub fn of(method: &str, request: &impl prost::Message) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(method.as_bytes());
        hasher.update([0]);
        hasher.update(request.encode_to_vec());
        let digest: [u8; 32] = hasher.finalize().into();
        let mut name = [0; 8];
        name.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        Self(name)
    }
}

/// Which rows are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many at most: 1 to the configured largest page.
    pub size: usize,
    /// The key of the last row that the client has; none for the first page.
    pub after: Option<Vec<u8>>,
}

/// The token was not given out for this query.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum InvalidPage {
    /// The size is negative.
    #[error("invalid page_size (got {0}): it must not be negative")]
    Size(i32),
    /// The token is damaged or made up.
    #[error("unknown page token: send back next_page_token as you got it, or none to begin again")]
    UnknownToken,
    /// The token belongs to a list with other filters.
    #[error("page token of another query: keep all other fields as they were, or send none to begin again")]
    OtherQuery,
}

impl Page {
    /// Reads what a list request asks for.
    ///
    /// # Errors
    /// When the size is negative or the token was not given out for this query.
    pub fn read(size: i32, size_max: usize, token: &str, query: QueryDigest) -> Result<Self, InvalidPage> {
        let size = match usize::try_from(size).map_err(|_| InvalidPage::Size(size))? {
            0 => PAGE_SIZE_DEFAULT.min(size_max),
            size => size.min(size_max),
        };
        let after = if token.is_empty() { None } else { Some(open_token(token, query)?) };
        Ok(Self { size, after })
    }
}

/// The token of the page behind the row with this key.
#[must_use]
pub fn next_token(query: QueryDigest, key: &[u8]) -> String {
    let mut body = query.0.to_vec();
    body.extend_from_slice(key);
    let checksum = crc32c::crc32c(&body).to_be_bytes();
    [&[VERSION][..], &checksum, &body].concat().iter().fold(String::new(), |mut token, byte| {
        for digit in [byte >> 4, byte & 15] {
            token.extend(char::from_digit(u32::from(digit), 16));
        }
        token
    })
}

fn open_token(token: &str, query: QueryDigest) -> Result<Vec<u8>, InvalidPage> {
    let bytes = from_hex(token).ok_or(InvalidPage::UnknownToken)?;
    let Some(([version, a, b, c, d], body)) = bytes.split_first_chunk::<5>() else {
        return Err(InvalidPage::UnknownToken);
    };
    if *version != VERSION || u32::from_be_bytes([*a, *b, *c, *d]) != crc32c::crc32c(body) {
        return Err(InvalidPage::UnknownToken);
    }
    let (name, key) = body.split_first_chunk::<8>().ok_or(InvalidPage::UnknownToken)?;
    if *name != query.0 {
        return Err(InvalidPage::OtherQuery);
    }
    Ok(key.to_vec())
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || text.len() > 2 * (5 + 8 + KEY_BYTES_MAX) {
        return None;
    }
    text.as_bytes()
        .chunks_exact(2)
        .map(|digits| {
            let digits = str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
            u8::from_str_radix(digits, 16).ok()
        })
        .collect()
}

/// Reads the page that a list request asks for.
///
/// # Errors
/// When the size or the token is wrong.
pub fn read_page<R: prost::Message>(
    method: &str,
    bare: &R,
    (size, size_max): (i32, usize),
    token: &str,
) -> Result<(Page, QueryDigest), Problem> {
    let query = QueryDigest::of(method, bare);
    let mut faults = Faults::default();
    let page = Page::read(size, size_max, token, query);
    let field = if matches!(page, Err(InvalidPage::Size(_))) { "page_size" } else { "page_token" };
    let page = faults.take(field, page);
    Ok((faults.finish(page)?, query))
}

/// The key of the last row that the client has, of a list by UUID.
///
/// # Errors
/// When the token holds none.
pub fn uuid_of(page: &Page) -> Result<Option<Uuid>, Problem> {
    let uuid = page.after.as_deref().map(Uuid::from_slice).transpose();
    uuid.map_err(|_| Problem::invalid("page_token", "unknown page token"))
}

/// Cuts a list that was read one row too far, and gives the token of the next page.
pub fn cut<T>(rows: &mut Vec<T>, page: &Page, query: QueryDigest, key: impl Fn(&T) -> Vec<u8>) -> String {
    if rows.len() <= page.size {
        return String::new();
    }
    rows.truncate(page.size);
    rows.last().map(|last| next_token(query, &key(last))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const QUERY: QueryDigest = QueryDigest(*b"a query.");

    #[test]
    fn sizes_are_coerced() {
        for (asked, got) in [(0, 100), (1, 1), (1_000, 1_000), (i32::MAX, 1_000)] {
            assert_eq!(Page::read(asked, 1_000, "", QUERY), Ok(Page { size: got, after: None }));
        }
        assert_eq!(Page::read(-1, 1_000, "", QUERY), Err(InvalidPage::Size(-1)));
    }

    #[test]
    fn a_token_of_another_list_is_told_apart_from_a_made_up_one() {
        let token = next_token(QUERY, b"R12");
        assert_eq!(Page::read(5, 1_000, &token, QueryDigest(*b"another.")), Err(InvalidPage::OtherQuery));
        for made_up in ["7", "xyz", "zz", "+1+1+1+1", "铁骑", "01", &"00".repeat(40), &"ab".repeat(5_000)] {
            assert_eq!(Page::read(5, 1_000, made_up, QUERY), Err(InvalidPage::UnknownToken), "{made_up}");
        }
    }

    proptest! {
        #[test]
        fn a_token_survives_and_a_damaged_one_does_not(
            key in prop::collection::vec(any::<u8>(), 0..KEY_BYTES_MAX), at in any::<prop::sample::Index>(),
        ) {
            let token = next_token(QUERY, &key);
            prop_assert_eq!(Page::read(0, 1_000, &token, QUERY).expect("our own").after, Some(key));
            let mut damaged = token.into_bytes();
            let at = at.index(damaged.len());
            damaged[at] = if damaged[at] == b'0' { b'1' } else { b'0' };
            let damaged = String::from_utf8(damaged).expect("still digits");
            prop_assert!(Page::read(0, 1_000, &damaged, QUERY).is_err());
        }
    }
}
