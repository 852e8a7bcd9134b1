//! Tokens that were verified already, so that a call costs no check of a signature each time.
//!
//! It is keyed by a digest, so that no token lies in memory longer than its call; what is found in it is checked against
//! time and revocations all the same. Two generations bound it: when the young one is full, it becomes the old one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

/// How many tokens each of the two generations holds.
const GENERATION_MAX: usize = 16_384;

type TokenDigest = [u8; 32];

/// What is remembered.
#[derive(Debug)]
pub(super) struct Cache<T> {
    generations: Mutex<[BTreeMap<TokenDigest, Arc<T>>; 2]>,
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self { generations: Mutex::default() }
    }
}

impl<T> Cache<T> {
    /// What a token was found to be, or what `verify` finds; only what is sound is remembered.
    pub(super) fn get<E>(&self, token: &str, verify: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let digest: TokenDigest = Sha256::digest(token.as_bytes()).into();
        if let Some(known) = self.find(&digest) {
            return Ok(known);
        }
        let verified = Arc::new(verify()?);
        self.put(digest, Arc::clone(&verified));
        Ok(verified)
    }

    fn find(&self, digest: &TokenDigest) -> Option<Arc<T>> {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let [young, old] = &mut *generations;
        if let Some(known) = young.get(digest) {
            return Some(Arc::clone(known));
        }
        let known = old.remove(digest)?;
        // What is used stays.
        insert(young, old, *digest, Arc::clone(&known));
        Some(known)
    }

    fn put(&self, digest: TokenDigest, verified: Arc<T>) {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let [young, old] = &mut *generations;
        insert(young, old, digest, verified);
    }
}

fn insert<T>(
    young: &mut BTreeMap<TokenDigest, Arc<T>>,
    old: &mut BTreeMap<TokenDigest, Arc<T>>,
    digest: TokenDigest,
    verified: Arc<T>,
) {
    if young.len() >= GENERATION_MAX {
        *old = std::mem::take(young);
    }
    young.insert(digest, verified);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_stays_what_is_not_goes_and_faults_are_never_kept() {
        let cache = Cache::default();
        let mut checks = 0;
        let mut ask = |token: &str| {
            cache
                .get(token, || {
                    checks += 1;
                    Ok::<_, ()>(checks)
                })
                .map(|it| *it)
        };
        assert_eq!((ask("a"), ask("a")), (Ok(1), Ok(1)));
        for filler in 0..GENERATION_MAX {
            ask(&format!("filler {filler}")).expect("sound");
        }
        assert_eq!(ask("a"), Ok(1), "it was in the old generation and is young again");
        for filler in 0..3 * GENERATION_MAX {
            ask(&format!("another {filler}")).expect("sound");
        }
        assert!(ask("a").expect("sound") > 1, "it was forgotten and checked anew");
        let held: usize = cache.generations.lock().expect("whole").iter().map(BTreeMap::len).sum();
        assert!(held <= 2 * GENERATION_MAX);
        assert_eq!(cache.get("bad", || Err("no")), Err("no"));
        assert_eq!(cache.get("bad", || Err("still no")), Err("still no"));
    }
}
