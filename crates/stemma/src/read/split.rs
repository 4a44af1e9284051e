//! An input to its pieces: told apart by kind, decompressed, cut, one piece at a time.

use super::bounded::{Counted, Line, Unpacked, broken, line, too_large, whole};
use super::piece::Told;
use super::{Kind, LeftOut, Limits, Piece, charset, feed, kind, warc};
use serde_json::value::RawValue;
use std::cell::Cell;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

/// Takes each piece, or why one was left out.
pub(super) type Sink<'a> = dyn FnMut(Result<Piece, LeftOut>) -> ControlFlow<()> + 'a;

/// Cuts `input` into pieces and hands them over in order, holding one at a time. Nothing is parsed yet beyond what
/// cutting needs. Ends early, with `Break`, only when `sink` says so.
pub fn split(
    name: &str,
    input: &mut dyn BufRead,
    limits: &Limits,
    sink: &mut dyn FnMut(Result<Piece, LeftOut>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    Cut { name, limits, sink }.input(input, 0)
}

/// Whether JSON that begins so is no line on its own.
fn spread(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let first = head.split(|&byte| byte == b'\n').next().unwrap_or(head).trim_ascii();
    first.starts_with(b"[") || first == b"{"
}

/// A compressed stream whose bytes are counted as they are read.
type Packed<'b> = BufReader<Counted<&'b mut dyn BufRead>>;

/// How many compressions may lie inside one another.
const MAX_DEPTH: usize = 2;

/// The cutting of one input.
pub(super) struct Cut<'a, 's> {
    pub name: &'a str,
    pub limits: &'a Limits,
    pub sink: &'a mut Sink<'s>,
}

impl Cut<'_, '_> {
    fn input(&mut self, input: &mut dyn BufRead, depth: usize) -> ControlFlow<()> {
        let mut head = Vec::new();
        if let Err(error) = Read::take(&mut *input, kind::HEAD as u64).read_to_end(&mut head) {
            return self.left_out(None, broken(&error));
        }
        let kind = match kind::of(&head, self.name) {
            Ok(kind) => kind,
            Err(reason) => return self.left_out(None, reason),
        };
        let spread = kind == Kind::Jsonl && spread(&head);
        let mut input = Cursor::new(head).chain(input);
        match kind {
            Kind::Gzip | Kind::Zstd if depth == MAX_DEPTH => self.left_out(None, "compressed more than twice".into()),
            Kind::Gzip => {
                self.unpacked(&mut input, depth, |packed| Box::new(flate2::bufread::MultiGzDecoder::new(packed)))
            }
            Kind::Zstd => self.unpacked(&mut input, depth, |packed| Box::new(super::zstd::Frames::new(packed))),
            Kind::Warc => warc::records(self, &mut input),
            Kind::Jsonl if spread => self.values(&mut input),
            Kind::Jsonl => self.lines(&mut input),
            Kind::Feed => self.entries(&mut input),
            _ => self.one(&mut input, kind),
        }
    }

    fn unpacked(
        &mut self,
        input: &mut dyn BufRead,
        depth: usize,
        unpack: for<'b> fn(Packed<'b>) -> Box<dyn Read + 'b>,
    ) -> ControlFlow<()> {
        let count = Rc::new(Cell::new(0));
        let packed = BufReader::new(Counted { inner: input, count: Rc::clone(&count) });
        let Limits { unpacked_bytes: limit, ratio, .. } = *self.limits;
        let unpacked = Unpacked { inner: unpack(packed), packed: count, read: 0, limit, ratio };
        self.input(&mut BufReader::new(unpacked), depth + 1)
    }

    fn one(&mut self, input: &mut dyn BufRead, kind: Kind) -> ControlFlow<()> {
        match whole(input, self.limits.piece_bytes) {
            Ok(bytes) => self.piece(None, kind, bytes, Told::default()),
            Err(reason) => self.left_out(None, reason),
        }
    }

    fn entries(&mut self, input: &mut dyn BufRead) -> ControlFlow<()> {
        let bytes = match whole(input, self.limits.piece_bytes) {
            Ok(bytes) => bytes,
            Err(reason) => return self.left_out(None, reason),
        };
        let declared = charset::declared_in_html(&bytes);
        let source = charset::decode(&bytes, declared.as_deref().map(|label| (label, "the feed")), &mut Vec::new());
        let cutting = match feed::cut(&source) {
            Ok(cutting) => cutting,
            Err(reason) => return self.left_out(None, reason),
        };
        for (number, entry) in cutting.entries.iter().enumerate() {
            let told = Told { around: Some(cutting.around.clone()), ..Told::default() };
            self.piece(
                Some(format!("entry {}", number + 1)),
                Kind::Feed,
                source.as_bytes()[entry.clone()].to_vec(),
                told,
            )?;
        }
        if cutting.broken {
            let place = format!("entry {}", cutting.entries.len() + 1);
            self.left_out(Some(place), "the feed breaks off in it".into())?;
        }
        ControlFlow::Continue(())
    }

    /// JSON over several lines: one object, or a list of them.
    fn values(&mut self, input: &mut dyn BufRead) -> ControlFlow<()> {
        let bytes = match whole(input, self.limits.piece_bytes) {
            Ok(bytes) => bytes,
            Err(reason) => return self.left_out(None, reason),
        };
        let values: Result<Vec<&RawValue>, _> = serde_json::from_slice(&bytes);
        let one = || serde_json::from_slice::<&RawValue>(&bytes);
        match values.or_else(|_| one().map(|value| vec![value])) {
            Ok(values) => values.iter().enumerate().try_for_each(|(number, value)| {
                let place = Some(format!("item {}", number + 1));
                self.piece(place, Kind::Jsonl, value.get().as_bytes().to_vec(), Told::default())
            }),
            Err(error) => self.left_out(None, format!("no JSON: {error}")),
        }
    }

    fn lines(&mut self, input: &mut dyn BufRead) -> ControlFlow<()> {
        let limit = self.limits.piece_bytes;
        for number in 1.. {
            let place = Some(format!("line {number}"));
            match line(input, limit) {
                Ok(Line::End) => break,
                Ok(Line::TooLong) => self.left_out(place, too_large(limit))?,
                Ok(Line::Whole(bytes)) if bytes.trim_ascii().is_empty() => {}
                Ok(Line::Whole(bytes)) => self.piece(place, Kind::Jsonl, bytes, Told::default())?,
                Err(error) => return self.left_out(place, broken(&error)),
            }
        }
        ControlFlow::Continue(())
    }

    pub fn piece(&mut self, place: Option<String>, kind: Kind, bytes: Vec<u8>, told: Told) -> ControlFlow<()> {
        (self.sink)(Ok(Piece { name: self.name.to_string(), place, kind, bytes, told }))
    }

    pub fn left_out(&mut self, place: Option<String>, reason: String) -> ControlFlow<()> {
        (self.sink)(Err(LeftOut { name: self.name.to_string(), place, reason }))
    }
}
