//! `Artifact.fromStream`: the chunks that `lib/stream.js` takes from a stream, hashed as the core hashes any reader.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

use napi::bindgen_prelude::{AsyncTask, Uint8Array};
use napi::{Error, Result};
use napi_derive::napi;

use crate::artifact::{Artifact, algorithms_of};
use crate::error::unreadable;
use crate::task::{Stop, Work, promise};

type Hashed = std::result::Result<sealwright::Artifact, sealwright::ArtifactError>;

/// A chunk, and where to say that it is done with.
struct Chunk {
    bytes: Arc<Uint8Array>,
    done: Sender<()>,
}

/// A thread that hashes chunks.
#[napi]
pub struct StreamHash {
    chunks: Option<SyncSender<Chunk>>,
    thread: Option<JoinHandle<Hashed>>,
}

#[napi]
impl StreamHash {
    /// A thread that waits for chunks.
    #[napi(constructor, catch_unwind, skip_typescript)]
    pub fn new(algorithms: Option<Vec<String>>, stop: Option<&Stop>) -> Result<Self> {
        let algorithms = algorithms_of(algorithms)?;
        let (sender, chunks) = sync_channel(1);
        let reader = Chunks { chunks, current: None, at: 0, stop: stop.cloned() };
        let thread = std::thread::Builder::new()
            .name("sealwright-stream".to_owned())
            .spawn(move || sealwright::Artifact::from_reader_with(reader, algorithms))
            .map_err(|error| Error::from_reason(error.to_string()))?;
        Ok(Self { chunks: Some(sender), thread: Some(thread) })
    }

    /// Hashes a chunk; settles when it may be changed again.
    #[napi(catch_unwind, skip_typescript)]
    pub fn write(&self, bytes: Uint8Array) -> Result<AsyncTask<Work<(), ()>>> {
        let chunks = self.chunks.clone().ok_or_else(stopped)?;
        let (done, wait) = channel();
        let bytes = Arc::new(bytes);
        let run = move || {
            chunks.send(Chunk { bytes: Arc::clone(&bytes), done }).map_err(|_| stopped())?;
            wait.recv().map_err(|_| stopped())
        };
        Ok(promise(run, |()| ()))
    }

    /// The artifact, all of whose chunks were written.
    #[napi(catch_unwind, skip_typescript)]
    pub fn finish(&mut self) -> Result<AsyncTask<Work<sealwright::Artifact, Artifact>>> {
        self.chunks = None;
        let thread = self.thread.take().ok_or_else(stopped)?;
        let run = move || thread.join().map_err(|_| stopped())?.map_err(unreadable);
        Ok(promise(run, Artifact))
    }

    /// Lets the thread end, whatever was written.
    #[napi(catch_unwind, skip_typescript)]
    pub fn close(&mut self) {
        self.chunks = None;
        self.thread = None;
    }
}

fn stopped() -> Error {
    Error::from_reason("the stream was closed")
}

struct Chunks {
    chunks: Receiver<Chunk>,
    current: Option<Chunk>,
    at: usize,
    stop: Option<Stop>,
}

impl Read for Chunks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stop.as_ref().is_some_and(Stop::is_asked) {
            return Err(io::Error::other("stopped"));
        }
        let chunk = match self.current.take() {
            Some(chunk) => chunk,
            None => {
                self.at = 0;
                match self.chunks.recv() {
                    Ok(chunk) => chunk,
                    Err(_) => return Ok(0),
                }
            }
        };
        let read = chunk.bytes.get(self.at..).unwrap_or_default().read(buffer)?;
        self.at += read;
        if self.at < chunk.bytes.len() {
            self.current = Some(chunk);
        } else {
            let Chunk { bytes, done } = chunk;
            drop(bytes);
            // Nobody waits any more if the stream was closed.
            let _ = done.send(());
        }
        Ok(read)
    }
}
