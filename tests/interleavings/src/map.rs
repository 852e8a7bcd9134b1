//! A map with the face of the tracker's, whose locks the scheduler has in its hand: a few shards with a lock each, and an
//! entry that stays locked as long as it is looked at. Made for small cities; nothing here is fast.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{BuildHasher, BuildHasherDefault, Hash};
use std::ops::{Deref, DerefMut};

use shuttle::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

const SHARDS: usize = 4;

/// Hashed alike in every run, so that a schedule can be told again.
type Shard<K, V> = HashMap<K, V, BuildHasherDefault<DefaultHasher>>;

/// The map.
#[derive(Debug)]
pub struct DashMap<K, V, S = BuildHasherDefault<DefaultHasher>> {
    shards: [RwLock<Shard<K, V>>; SHARDS],
    hasher: S,
}

impl<K, V, S: Default> Default for DashMap<K, V, S> {
    fn default() -> Self {
        Self { shards: std::array::from_fn(|_| RwLock::new(Shard::default())), hasher: S::default() }
    }
}

impl<K, V> DashMap<K, V> {
    /// Few shards, however many are wanted: threads shall meet.
    pub fn with_shard_amount(_: usize) -> Self {
        Self::default()
    }
}

impl<K, V, S: Default> DashMap<K, V, S> {
    pub fn with_hasher_and_shard_amount(_: S, _: usize) -> Self {
        Self::default()
    }
}

impl<K: Eq + Hash + Clone, V, S: BuildHasher> DashMap<K, V, S> {
    fn shard<Q: Hash + ?Sized>(&self, key: &Q) -> &RwLock<Shard<K, V>> {
        let number = usize::try_from(self.hasher.hash_one(key) >> 32).expect("it fits") % SHARDS;
        &self.shards[number]
    }

    pub fn get(&self, key: &K) -> Option<Ref<'_, K, V>> {
        let shard = self.shard(key).read().expect("nobody panicked");
        shard.contains_key(key).then(|| Ref { shard, key: key.clone() })
    }

    pub fn get_mut(&self, key: &K) -> Option<RefMut<'_, K, V>> {
        let shard = self.shard(key).write().expect("nobody panicked");
        shard.contains_key(key).then(|| RefMut { shard, key: key.clone() })
    }

    pub fn entry(&self, key: K) -> mapref::entry::Entry<'_, K, V> {
        let shard = self.shard(&key).write().expect("nobody panicked");
        let is_there = shard.contains_key(&key);
        let place = mapref::entry::Place(RefMut { shard, key });
        if is_there { mapref::entry::Entry::Occupied(place) } else { mapref::entry::Entry::Vacant(place) }
    }

    pub fn remove<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q>,
    {
        self.shard(key).write().expect("nobody panicked").remove_entry(key)
    }

    pub fn remove_if(&self, key: &K, is_over: impl FnOnce(&K, &V) -> bool) -> Option<(K, V)> {
        let mut shard = self.shard(key).write().expect("nobody panicked");
        let (found, value) = shard.get_key_value(key)?;
        if is_over(found, value) { shard.remove_entry(key) } else { None }
    }

    pub fn contains_key(&self, key: &K) -> bool {
        self.shard(key).read().expect("nobody panicked").contains_key(key)
    }

    pub fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.read().expect("nobody panicked").len()).sum()
    }

    /// Shard by shard; what comes into one that was passed, or leaves one that is still to come, is missed.
    pub fn iter(&self) -> impl Iterator<Item = Ref<'_, K, V>> {
        self.shards.iter().flat_map(|shard| {
            let keys: Vec<K> = shard.read().expect("nobody panicked").keys().cloned().collect();
            keys.into_iter().filter_map(|key| {
                let shard = shard.read().expect("nobody panicked");
                shard.contains_key(&key).then(|| Ref { shard, key })
            })
        })
    }
}

/// An entry that nobody can change meanwhile.
#[derive(Debug)]
pub struct Ref<'a, K, V> {
    shard: RwLockReadGuard<'a, Shard<K, V>>,
    key: K,
}

impl<K: Eq + Hash, V> Ref<'_, K, V> {
    pub const fn key(&self) -> &K {
        &self.key
    }

    pub fn value(&self) -> &V {
        self
    }
}

impl<K: Eq + Hash, V> Deref for Ref<'_, K, V> {
    type Target = V;

    fn deref(&self) -> &V {
        self.shard.get(&self.key).expect("locked since it was found")
    }
}

/// An entry that nobody else can look at.
#[derive(Debug)]
pub struct RefMut<'a, K, V> {
    shard: RwLockWriteGuard<'a, Shard<K, V>>,
    key: K,
}

impl<K: Eq + Hash, V> RefMut<'_, K, V> {
    pub fn pair_mut(&mut self) -> (&K, &mut V) {
        (&self.key, self.shard.get_mut(&self.key).expect("locked since it was found"))
    }
}

impl<K: Eq + Hash, V> Deref for RefMut<'_, K, V> {
    type Target = V;

    fn deref(&self) -> &V {
        self.shard.get(&self.key).expect("locked since it was found")
    }
}

impl<K: Eq + Hash, V> DerefMut for RefMut<'_, K, V> {
    fn deref_mut(&mut self) -> &mut V {
        self.pair_mut().1
    }
}

/// Where the tracker looks for entries.
pub mod mapref {
    /// Entries that may be there.
    pub mod entry {
        use std::hash::Hash;

        use super::super::RefMut;

        /// A place in the map, with its shard locked.
        #[derive(Debug)]
        pub struct Place<'a, K, V>(pub(crate) RefMut<'a, K, V>);

        impl<'a, K: Eq + Hash + Clone, V> Place<'a, K, V> {
            pub fn into_ref(self) -> RefMut<'a, K, V> {
                self.0
            }

            pub fn insert(mut self, value: V) -> RefMut<'a, K, V> {
                let key = self.0.key.clone();
                self.0.shard.insert(key, value);
                self.0
            }
        }

        /// A place that has something in it, or not.
        #[derive(Debug)]
        pub enum Entry<'a, K, V> {
            Occupied(Place<'a, K, V>),
            Vacant(Place<'a, K, V>),
        }

        impl<'a, K: Eq + Hash + Clone, V: Default> Entry<'a, K, V> {
            pub fn or_default(self) -> RefMut<'a, K, V> {
                match self {
                    Self::Occupied(place) => place.into_ref(),
                    Self::Vacant(place) => place.insert(V::default()),
                }
            }
        }
    }
}
