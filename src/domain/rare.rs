//! What few things have.

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What can be blank: then it says nothing.
pub trait Blank: Default + PartialEq + 'static {
    /// A blank one.
    fn blank() -> &'static Self;
}

/// A part that is blank in most things that have it. One that was never changed takes the room of a pointer, not its own in
/// each of them. It is read, compared, shown and written down as if it were always there.
#[derive(Clone)]
pub struct Rare<T>(Option<Box<T>>);

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Blank> From<T> for Rare<T> {
    fn from(part: T) -> Self {
        Self((part != *T::blank()).then(|| Box::new(part)))
    }
}

impl<T: Blank> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::blank())
    }
}

impl<T: Blank> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Blank> PartialEq for Rare<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Blank + fmt::Debug> fmt::Debug for Rare<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl<T: Blank + Serialize> Serialize for Rare<T> {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(into)
    }
}

impl<'de, T: Blank + Deserialize<'de>> Deserialize<'de> for Rare<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::deserialize(from).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Remark(String);

    impl Blank for Remark {
        fn blank() -> &'static Self {
            static BLANK: Remark = Remark(String::new());
            &BLANK
        }
    }

    #[test]
    fn a_blank_part_takes_no_room_and_nobody_sees_a_difference() {
        let (mut rare, blank) = (Rare::<Remark>::default(), Remark::default());
        assert!(rare.0.is_none() && Rare::from(blank.clone()).0.is_none());
        assert_eq!((&*rare, format!("{rare:?}")), (&blank, format!("{blank:?}")));
        let bytes = postcard::to_allocvec(&blank).expect("written");
        assert_eq!(postcard::to_allocvec(&rare).expect("written"), bytes);
        assert!(postcard::from_bytes::<Rare<Remark>>(&bytes).expect("read").0.is_none());

        rare.0 = Some(Box::default());
        assert_eq!(rare, Rare::default(), "one that became blank again is blank");
        rare.deref_mut().0.push('x');
        assert_eq!((rare.0.as_deref(), &*rare), (Some(&Remark("x".to_owned())), &Remark("x".to_owned())));
        assert_ne!(rare, Rare::default());
        let bytes = postcard::to_allocvec(&rare).expect("written");
        assert_eq!(postcard::from_bytes::<Rare<Remark>>(&bytes).expect("read"), rare);
    }
}
