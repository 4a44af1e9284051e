//! A pile on disk: annotated reports written one behind the other, of which the rooms take down what they need.
//!
//! A report takes some ten kilobytes in the file and six times that in memory; held in memory are its key and its place.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use stemma::read::Report;
use stemma::shelf::Shelf;
use stemma::{Annotated, segment::Segmentation, situate::Situation};

/// Annotated reports in a file that goes with it.
///
/// ```
/// use stemma::{annotate, read::Report, shelf::Shelf, situate::Reference};
/// let folder = tempfile::tempdir().unwrap();
/// let report = annotate(Report::from_text("r1", "The bridge fell, the mayor said."), Reference::bundled());
/// let mut shelf = stemma_store::OnShelf::new(folder.path()).unwrap();
/// shelf.put(&report).unwrap();
/// shelf.ready().unwrap();
/// assert_eq!(shelf.take(0).into_owned(), report);
/// shelf.outcome().unwrap();
/// ```
#[derive(Debug)]
pub struct OnShelf {
    path: PathBuf,
    writer: BufWriter<File>,
    reader: Mutex<File>,
    end: u64,
    /// Key of each report, where it begins and how long it is.
    reports: Vec<(String, String, u64, usize)>,
    fault: Mutex<Option<io::Error>>,
}

/// Numbers the files of this process.
static FILES: AtomicU64 = AtomicU64::new(0);

impl OnShelf {
    /// An empty shelf, its file in `folder`.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let number = FILES.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("stemma-{}-{number}.shelf", std::process::id()));
        let writer = BufWriter::with_capacity(1 << 20, File::create(&path)?);
        let reader = Mutex::new(File::open(&path)?);
        Ok(OnShelf { path, writer, reader, end: 0, reports: Vec::new(), fault: Mutex::new(None) })
    }

    /// Puts a report behind the others.
    pub fn put(&mut self, annotated: &Annotated) -> io::Result<()> {
        let entry = self.write(annotated)?;
        self.reports.push(entry);
        Ok(())
    }

    /// Puts a report in the place of another.
    pub fn replace(&mut self, at: usize, annotated: &Annotated) -> io::Result<()> {
        let entry = self.write(annotated)?;
        self.reports[at] = entry;
        Ok(())
    }

    fn write(&mut self, annotated: &Annotated) -> io::Result<(String, String, u64, usize)> {
        let bytes = postcard::to_stdvec(annotated).map_err(io::Error::other)?;
        let begin = self.end;
        self.writer.write_all(&bytes)?;
        self.end += bytes.len() as u64;
        let report = &annotated.report;
        Ok((report.id.clone(), report.text_sha256.clone(), begin, bytes.len()))
    }

    /// Makes all that was put there be found: before the first report is taken down, and again after more were put.
    pub fn ready(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// What went wrong on disk: then empty reports were handed out.
    pub fn outcome(&self) -> io::Result<()> {
        match self.fault.lock().ok().and_then(|mut fault| fault.take()) {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }

    fn read(&self, begin: u64, length: usize) -> io::Result<Annotated> {
        let mut bytes = vec![0; length];
        let mut file = self.reader.lock().map_err(|_| io::Error::other("another thread failed here"))?;
        file.seek(SeekFrom::Start(begin))?;
        file.read_exact(&mut bytes)?;
        drop(file);
        postcard::from_bytes(&bytes).map_err(io::Error::other)
    }
}

impl Shelf for OnShelf {
    fn size(&self) -> usize {
        self.reports.len()
    }

    fn key(&self, at: usize) -> (Cow<'_, str>, Cow<'_, str>) {
        let (id, text, ..) = &self.reports[at];
        (Cow::Borrowed(id), Cow::Borrowed(text))
    }

    fn take(&self, at: usize) -> Cow<'_, Annotated> {
        let (id, _, begin, length) = &self.reports[at];
        Cow::Owned(self.read(*begin, *length).unwrap_or_else(|fault| {
            if let Ok(mut first) = self.fault.lock() {
                first.get_or_insert(fault);
            }
            let report = Report::from_text(id.as_str(), "");
            let (segmentation, situation) = (Segmentation::default(), Situation::default());
            Annotated { report, segmentation, statements: Vec::new(), situation }
        }))
    }
}

impl Drop for OnShelf {
    fn drop(&mut self) {
        // Nothing hangs on a temporary file that stays behind.
        let _ = std::fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma::{annotate, situate::Reference};

    fn made(id: &str, text: &str) -> Annotated {
        annotate(Report::from_text(id, text), Reference::bundled())
    }

    #[test]
    fn reports_come_back_as_they_were_and_the_file_goes() {
        let folder = tempfile::tempdir().unwrap();
        let first = made("a", "Eight people died in Sarn on Monday, local sources told Quillon, citing the “mayor”.");
        let (second, third) = (made("b", ""), made("a", "Nine people died in Paris, France."));
        let mut shelf = OnShelf::new(folder.path()).unwrap();
        shelf.put(&first).unwrap();
        shelf.put(&second).unwrap();
        shelf.ready().unwrap();
        assert_eq!((shelf.take(0).into_owned(), shelf.take(1).into_owned()), (first, second));
        shelf.replace(0, &third).unwrap();
        shelf.ready().unwrap();
        assert_eq!((shelf.size(), shelf.take(0).into_owned()), (2, third.clone()));
        assert_eq!(shelf.key(0).1, third.report.text_sha256);
        shelf.outcome().unwrap();
        drop(shelf);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_that_was_cut_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut shelf = OnShelf::new(folder.path()).unwrap();
        shelf.put(&made("a", "The bridge fell.")).unwrap();
        shelf.ready().unwrap();
        File::options().write(true).open(&shelf.path).unwrap().set_len(3).unwrap();
        assert_eq!((shelf.take(0).report.id.as_str(), shelf.take(0).report.text.as_str()), ("a", ""));
        assert!(shelf.outcome().is_err());
    }
}
