//! Group by key: the one place where a stage meets more of the pile than it holds in its hand.
//!
//! The stages of this room emit keys (fingerprints, pairs of reports) and are handed groups. Here the groups are
//! made in memory by sorting; an outer crate can write sorted runs to disk and merge them, or hand the same keys to
//! a distributed engine, and the stages stay as they are.

/// Takes keyed values in and hands them out by key.
pub trait Grouping {
    /// Takes in one value under its key.
    fn put(&mut self, key: u64, value: u32);

    /// Hands on each key once, in ascending order, with its values in ascending order, and is empty afterwards.
    fn drain(&mut self, each: &mut dyn FnMut(u64, &[u32]));

    /// An empty grouping of the same kind, for the keys of the next stage.
    fn another(&self) -> Box<dyn Grouping>;
}

/// Groups by sorting in memory.
#[derive(Debug, Default)]
pub struct InMemory {
    items: Vec<(u64, u32)>,
}

impl Grouping for InMemory {
    fn put(&mut self, key: u64, value: u32) {
        self.items.push((key, value));
    }

    fn drain(&mut self, each: &mut dyn FnMut(u64, &[u32])) {
        let mut items = std::mem::take(&mut self.items);
        items.sort_unstable();
        let mut values = Vec::new();
        for group in items.chunk_by(|a, b| a.0 == b.0) {
            values.clear();
            values.extend(group.iter().map(|item| item.1));
            each(group[0].0, &values);
        }
    }

    fn another(&self) -> Box<dyn Grouping> {
        Box::new(InMemory::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_in_order_whatever_order_they_went_in() {
        let mut grouping = InMemory::default();
        for (key, value) in [(7, 2), (3, 9), (7, 1), (7, 2)] {
            grouping.put(key, value);
        }
        let mut seen = Vec::new();
        grouping.drain(&mut |key, values| seen.push((key, values.to_vec())));
        assert_eq!(seen, [(3, vec![9]), (7, vec![1, 2, 2])]);
        grouping.drain(&mut |_, _| panic!("empty after it was drained"));
    }
}
