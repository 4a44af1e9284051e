//! Sets that only grow together (union-find): parts of the pile, copy families, and in `trace` what must be one.

use std::collections::BTreeMap;

/// Sets that only grow together.
#[derive(Debug, Clone)]
pub(crate) struct Sets {
    above: Vec<usize>,
}

impl Sets {
    /// `n` sets of one.
    pub fn new(n: usize) -> Self {
        Sets { above: (0..n).collect() }
    }

    /// The smallest member of a set stands for it.
    pub fn find(&mut self, mut member: usize) -> usize {
        while self.above[member] != member {
            self.above[member] = self.above[self.above[member]];
            member = self.above[member];
        }
        member
    }

    /// Makes two sets one; false where they were one already.
    pub fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        self.above[a.max(b)] = a.min(b);
        a != b
    }

    /// The sets, each sorted, in the order of their smallest members.
    pub fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for member in 0..self.above.len() {
            groups.entry(self.find(member)).or_default().push(member);
        }
        groups.into_values().collect()
    }
}
