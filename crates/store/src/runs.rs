//! Grouping by key on disk: what does not fit into memory is sorted in pieces, written as runs and merged.
//!
//! The stages of `stemma::link` put keyed values and are handed groups; which of the two groupings they got makes no
//! difference to what they find (external merge sort, Knuth 1973, section 5.4).

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use stemma::link::grouping::Grouping;

type Item = (u64, u32);

/// Bytes of an item in a run.
const WIDTH: usize = 12;

/// Groups by sorting runs on disk. The files go with the grouping.
///
/// ```
/// use stemma::link::grouping::Grouping;
/// let folder = tempfile::tempdir().unwrap();
/// let mut grouping = stemma_store::OnDisk::new(folder.path(), 2);
/// for (key, value) in [(7, 2), (3, 9), (7, 1)] {
///     grouping.put(key, value);
/// }
/// let mut seen = Vec::new();
/// grouping.drain(&mut |key, values| seen.push((key, values.to_vec())));
/// assert_eq!(seen, [(3, vec![9]), (7, vec![1, 2])]);
/// grouping.outcome().unwrap();
/// ```
#[derive(Debug)]
pub struct OnDisk {
    folder: PathBuf,
    /// Items that are held before a run is written.
    held: usize,
    items: Vec<Item>,
    runs: Vec<Run>,
    /// Shared with all groupings that come from one another: numbers the files, keeps the first fault.
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    files: AtomicU64,
    fault: std::sync::Mutex<Option<io::Error>>,
}

/// A sorted run; its file is removed with it.
#[derive(Debug)]
struct Run(PathBuf);

impl Drop for Run {
    fn drop(&mut self) {
        // Nothing hangs on a temporary file that stays behind.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl OnDisk {
    /// A grouping that holds `held` items (16 bytes each) in memory and writes runs into `folder`.
    pub fn new(folder: &Path, held: usize) -> Self {
        OnDisk::with(folder, held, Arc::default())
    }

    fn with(folder: &Path, held: usize, shared: Arc<Shared>) -> Self {
        OnDisk { folder: folder.to_path_buf(), held: held.max(1), items: Vec::new(), runs: Vec::new(), shared }
    }

    /// What went wrong on disk, in this grouping or one that came from it: then groups may be missing.
    pub fn outcome(&self) -> io::Result<()> {
        match self.shared.fault.lock().ok().and_then(|mut fault| fault.take()) {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }

    fn note(&self, fault: io::Error) {
        if let Ok(mut first) = self.shared.fault.lock() {
            first.get_or_insert(fault);
        }
    }

    /// Writes what is held as a run.
    fn spill(&mut self) -> io::Result<()> {
        self.items.sort_unstable();
        let number = self.shared.files.fetch_add(1, Ordering::Relaxed);
        let run = Run(self.folder.join(format!("stemma-{}-{number}.run", std::process::id())));
        let mut file = BufWriter::new(File::create(&run.0)?);
        for (key, value) in &self.items {
            file.write_all(&key.to_le_bytes())?;
            file.write_all(&value.to_le_bytes())?;
        }
        file.flush()?;
        self.runs.push(run);
        self.items.clear();
        Ok(())
    }

    fn merge(&self, items: Vec<Item>, each: &mut dyn FnMut(u64, &[u32])) -> io::Result<()> {
        let mut sources = vec![Source::Held(items.into_iter())];
        for run in &self.runs {
            sources.push(Source::File(BufReader::new(File::open(&run.0)?)));
        }
        let mut heads = BinaryHeap::new();
        for (at, source) in sources.iter_mut().enumerate() {
            heads.extend(source.next()?.map(|item| Reverse((item, at))));
        }
        let (mut key, mut values) = (None, Vec::new());
        while let Some(Reverse((item, at))) = heads.pop() {
            if key.is_some_and(|key| key != item.0) {
                each(key.unwrap_or(0), &values);
                values.clear();
            }
            key = Some(item.0);
            values.push(item.1);
            heads.extend(sources[at].next()?.map(|item| Reverse((item, at))));
        }
        if let Some(key) = key {
            each(key, &values);
        }
        Ok(())
    }
}

impl Grouping for OnDisk {
    fn put(&mut self, key: u64, value: u32) {
        self.items.push((key, value));
        // Where nothing can be written, memory has to do.
        if self.items.len().is_multiple_of(self.held)
            && let Err(fault) = self.spill()
        {
            self.note(fault);
        }
    }

    fn drain(&mut self, each: &mut dyn FnMut(u64, &[u32])) {
        let mut items = std::mem::take(&mut self.items);
        items.sort_unstable();
        if let Err(fault) = self.merge(items, each) {
            self.note(fault);
        }
        self.runs.clear();
    }

    fn another(&self) -> Box<dyn Grouping> {
        Box::new(OnDisk::with(&self.folder, self.held, Arc::clone(&self.shared)))
    }
}

/// Where sorted items come from.
enum Source {
    Held(std::vec::IntoIter<Item>),
    File(BufReader<File>),
}

impl Source {
    fn next(&mut self) -> io::Result<Option<Item>> {
        let file = match self {
            Source::Held(items) => return Ok(items.next()),
            Source::File(file) => file,
        };
        let mut item = [0; WIDTH];
        match file.read_exact(&mut item) {
            Ok(()) => {
                let (key, value) = item.split_at(8);
                let key = key.try_into().map(u64::from_le_bytes).unwrap_or(0);
                Ok(Some((key, value.try_into().map(u32::from_le_bytes).unwrap_or(0))))
            }
            Err(end) if end.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma::link::grouping::InMemory;

    fn groups(grouping: &mut dyn Grouping, items: &[Item]) -> Vec<(u64, Vec<u32>)> {
        items.iter().for_each(|item| grouping.put(item.0, item.1));
        let mut seen = Vec::new();
        grouping.drain(&mut |key, values| seen.push((key, values.to_vec())));
        seen
    }

    #[test]
    fn runs_on_disk_group_as_memory_does() {
        let folder = tempfile::tempdir().unwrap();
        let items: Vec<Item> = (0..1000u64).map(|n| (n * n % 97, (n % 13) as u32)).collect();
        for held in [1, 7, 64, 999, 5000] {
            let mut on_disk = OnDisk::new(folder.path(), held);
            assert_eq!(groups(&mut on_disk, &items), groups(&mut InMemory::default(), &items), "{held}");
            assert!(groups(&mut *on_disk.another(), &[]).is_empty());
            on_disk.outcome().unwrap();
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no run stays behind");
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_and_costs_nothing_but_memory() {
        let mut on_disk = OnDisk::new(Path::new("no such folder"), 2);
        assert_eq!(groups(&mut on_disk, &[(2, 1), (1, 1), (2, 0)]), [(1, vec![1]), (2, vec![0, 1])]);
        assert!(on_disk.outcome().is_err());
    }
}
