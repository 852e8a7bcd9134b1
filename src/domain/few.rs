//! Sets of few things.

use std::collections::BTreeSet;

/// A set of few things: sorted, in one piece of memory that is no larger than they are. A tree would keep room for eleven
/// of them, and what says who saw a change has a dozen such sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Few<T>(Vec<T>);

impl<T> Few<T> {
    /// Whether there is nothing in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The things, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T: Ord> Few<T> {
    /// Whether a thing is in it.
    #[must_use]
    pub fn contains(&self, thing: &T) -> bool {
        self.0.binary_search(thing).is_ok()
    }

    /// Puts a thing in, unless it is in already.
    pub fn insert(&mut self, thing: T) {
        if let Err(place) = self.0.binary_search(&thing) {
            self.0.reserve_exact(1);
            self.0.insert(place, thing);
        }
    }

    /// Whether none of them is in a set.
    #[must_use]
    pub fn is_disjoint(&self, set: &BTreeSet<T>) -> bool {
        !self.iter().any(|thing| set.contains(thing))
    }

    /// Keeps what a set has, too.
    pub fn keep_common(&mut self, set: &BTreeSet<T>) {
        self.0.retain(|thing| set.contains(thing));
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord> Extend<T> for Few<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, things: I) {
        things.into_iter().for_each(|thing| self.insert(thing));
    }
}

impl<T: Ord> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Self {
        let mut few = Self::default();
        few.extend(things);
        few
    }
}

impl<T: Ord, const COUNT: usize> From<[T; COUNT]> for Few<T> {
    fn from(things: [T; COUNT]) -> Self {
        things.into_iter().collect()
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_what_a_tree_is(things in vec(0_u8..20, 0..12), others in vec(0_u8..20, 0..12)) {
            let (mut few, tree): (Few<u8>, BTreeSet<u8>) = (things.iter().copied().collect(), things.iter().copied().collect());
            let others: BTreeSet<u8> = others.into_iter().collect();
            prop_assert!(few.iter().eq(&tree) && few.is_empty() == tree.is_empty());
            prop_assert!((0..20).all(|thing| few.contains(&thing) == tree.contains(&thing)));
            prop_assert_eq!(few.is_disjoint(&others), tree.is_disjoint(&others));
            few.keep_common(&others);
            prop_assert!(few.iter().eq(tree.intersection(&others)));
        }
    }
}
