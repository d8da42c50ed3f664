//! Looking up many keys of a sorted map: a walk through it instead of a search for each.

use std::iter::Peekable;

/// A sorted map that is asked for keys in ascending order.
pub struct Ascending<I: Iterator>(Peekable<I>);

impl<'m, K: Ord + 'm, V: 'm, I: Iterator<Item = (&'m K, &'m V)>> Ascending<I> {
    /// Walks through the entries of a sorted map.
    pub fn new(entries: impl IntoIterator<IntoIter = I>) -> Self {
        Self(entries.into_iter().peekable())
    }

    /// The value of a key, which must not be less than the one asked for before.
    pub fn find(&mut self, key: &K) -> Option<&'m V> {
        while self.0.next_if(|(other, _)| *other < key).is_some() {}
        self.0.next_if(|(other, _)| *other == key).map(|(_, value)| value)
    }
}
