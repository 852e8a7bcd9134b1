//! Sets of few things.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

/// A set of few things: sorted, in one piece of memory that is no larger than they are. A tree would keep room for eleven
/// of them, and what says who saw a change has a dozen such sets. It is shown and written down as a tree is.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Few<T>(Vec<T>);

impl<T> Few<T> {
    /// None of them.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// The things, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T: Ord> Few<T> {
    /// Whether a thing is in it.
    #[must_use]
    pub fn contains<Q: Ord + ?Sized>(&self, thing: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.binary_search_by(|other| other.borrow().cmp(thing)).is_ok()
    }

    /// Puts a thing in, unless it is in already.
    pub fn insert(&mut self, thing: T) {
        if let Err(place) = self.0.binary_search(&thing) {
            self.0.reserve_exact(1);
            self.0.insert(place, thing);
        }
    }

    /// Whether it has everything that a set has.
    #[must_use]
    pub fn is_superset(&self, set: &BTreeSet<T>) -> bool {
        set.iter().all(|thing| self.contains(thing))
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

impl<'de, T: Ord + Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::deserialize(from).map(Self::from_iter)
    }
}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self).finish()
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Ord> Extend<T> for Few<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, things: I) {
        things.into_iter().for_each(|thing| self.insert(thing));
    }
}

impl<T: Ord> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Self {
        let mut few: Vec<T> = things.into_iter().collect();
        few.sort_unstable();
        few.dedup();
        few.shrink_to_fit();
        Self(few)
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
            prop_assert!(few.iter().eq(&tree) && few.is_empty() == tree.is_empty() && few.len() == tree.len());
            prop_assert!((0..20).all(|thing| few.contains(&thing) == tree.contains(&thing)));
            prop_assert_eq!(format!("{few:?}"), format!("{tree:?}"));
            let bytes = postcard::to_allocvec(&tree).expect("written");
            prop_assert_eq!(&postcard::to_allocvec(&few).expect("written"), &bytes);
            prop_assert_eq!(&postcard::from_bytes::<Few<u8>>(&bytes).expect("read"), &few);
            prop_assert_eq!(few.is_disjoint(&others), tree.is_disjoint(&others));
            prop_assert_eq!(few.is_superset(&others), tree.is_superset(&others));
            few.keep_common(&others);
            prop_assert!(few.iter().eq(tree.intersection(&others)));
        }
    }
}
