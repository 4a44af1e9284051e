//! The perceptron's weights: one signed byte for each feature and tag, found by the feature's hash.

/// Made by `train/segment`: u32 count; then by rising key: u32 key, 3 bytes of which tags weigh, one signed byte each.
const ENGLISH: &[u8] = include_bytes!("english.weights");
const TAGS: usize = 17;

/// Open addressing over the keys, which are hashes already.
pub(super) struct Weights {
    /// Key and the number of its row, from 1; 0 where the slot is free.
    slots: Vec<(u32, u32)>,
    rows: Vec<[i8; TAGS]>,
}

impl Weights {
    /// The bundled English weights.
    pub(super) fn english() -> Weights {
        Weights::read(ENGLISH).expect("the bundled weights are whole")
    }

    fn read(mut bytes: &[u8]) -> Option<Weights> {
        let count = u32::from_le_bytes(take(&mut bytes)?) as usize;
        let mut weights = Weights { slots: vec![(0, 0); (count * 2).next_power_of_two()], rows: Vec::new() };
        for _ in 0..count {
            let key = u32::from_le_bytes(take(&mut bytes)?);
            let [a, b, c] = take(&mut bytes)?;
            let bits = u32::from_le_bytes([a, b, c, 0]);
            let mut row = [0; TAGS];
            for (_, weight) in row.iter_mut().enumerate().filter(|(tag, _)| bits >> tag & 1 == 1) {
                *weight = i8::from_le_bytes(take(&mut bytes)?);
            }
            weights.insert(key, row);
        }
        bytes.is_empty().then_some(weights)
    }

    fn insert(&mut self, key: u32, row: [i8; TAGS]) {
        let mask = self.slots.len() - 1;
        let mut slot = key as usize & mask;
        while self.slots[slot].1 != 0 {
            slot = (slot + 1) & mask;
        }
        self.rows.push(row);
        self.slots[slot] = (key, self.rows.len() as u32);
    }

    fn row(&self, key: u32) -> Option<&[i8; TAGS]> {
        let mask = self.slots.len() - 1;
        let mut slot = key as usize & mask;
        loop {
            match self.slots[slot] {
                (_, 0) => return None,
                (known, row) if known == key => return self.rows.get(row as usize - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// Number of the tag with the highest sum over the features; the first of equals.
    pub(super) fn best(&self, features: &[u32]) -> u32 {
        let mut sums = [0i32; TAGS];
        for row in features.iter().filter_map(|&key| self.row(key)) {
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(weight);
            }
        }
        let mut best = 0;
        for tag in 1..TAGS {
            if sums[tag] > sums[best] {
                best = tag;
            }
        }
        best as u32
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}
