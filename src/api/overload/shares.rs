//! Each principal's share of what there is a fixed number of.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::text::Text;

/// How many each principal holds.
type Held = Arc<Mutex<HashMap<Text, usize>>>;

/// How many each principal holds; whoever holds nothing is not remembered.
#[derive(Debug)]
pub struct Shares {
    held: Held,
    max: usize,
}

/// One of a principal's share, until it is dropped.
#[derive(Debug)]
pub struct Share(Option<(Held, Text)>);

impl Shares {
    /// So many for each.
    #[must_use]
    pub fn new(max: usize) -> Self {
        Self { held: Arc::default(), max: max.max(1) }
    }

    /// One more for a principal.
    ///
    /// # Errors
    /// How many it may hold, when it holds as many.
    pub fn take(&self, principal: &Text) -> Result<Share, usize> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(principal.clone()).or_default();
        if *count >= self.max {
            return Err(self.max);
        }
        *count += 1;
        Ok(Share(Some((Arc::clone(&self.held), principal.clone()))))
    }
}

impl Share {
    /// One that counts for nobody.
    #[must_use]
    pub const fn free() -> Self {
        Self(None)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let Some((held, principal)) = self.0.take() else { return };
        let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&principal) {
            *count -= 1;
            if *count == 0 {
                held.remove(&principal);
            }
        }
    }
}
