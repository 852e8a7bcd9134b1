//! How many of something are open: counted up when it opens and down when it is dropped, however it ends.

/// One open thing of a kind.
#[derive(Debug)]
pub struct Open(&'static str);

impl Open {
    /// Counts one more under the gauge `name`, until it is dropped.
    #[must_use]
    pub fn count(name: &'static str) -> Self {
        metrics::gauge!(name).increment(1.0);
        Self(name)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        metrics::gauge!(self.0).decrement(1.0);
    }
}
