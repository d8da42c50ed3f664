//! Looking up many keys of a sorted map: a walk through it instead of a search for each.

use std::cmp::Ordering;
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
        while let Some((other, _)) = self.0.peek() {
            match (*other).cmp(key) {
                Ordering::Less => drop(self.0.next()),
                Ordering::Equal => return self.0.next().map(|(_, value)| value),
                Ordering::Greater => return None,
            }
        }
        None
    }
}
