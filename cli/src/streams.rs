//! Where the program reads and writes.

use std::io::{self, BufWriter, IsTerminal, Read, Write};

use sealwright::Colour;

/// Standard input, output and error, or what stands in for them.
pub struct Streams<'a> {
    /// An artifact named `-` is read from here.
    pub input: Box<dyn Read + 'a>,
    /// Verdicts and answers.
    pub out: Box<dyn Write + 'a>,
    /// Diagnostics.
    pub err: Box<dyn Write + 'a>,
    /// Whether verdicts are coloured.
    pub colour: Colour,
    /// Whether somebody sees on standard error how far it is.
    pub(crate) shows_progress: bool,
}

impl<'a> Streams<'a> {
    /// Streams without colours.
    pub fn new(input: impl Read + 'a, out: impl Write + 'a, err: impl Write + 'a) -> Self {
        Self {
            input: Box::new(input),
            out: Box::new(UntilClosed::new(out)),
            err: Box::new(UntilClosed::new(err)),
            colour: Colour::Never,
            shows_progress: false,
        }
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()?;
        self.err.flush()
    }
}

impl Streams<'static> {
    /// The standard streams; colours where standard output is a terminal and neither NO_COLOR nor TERM speaks against it.
    pub fn standard() -> Self {
        let colour = match anstream::AutoStream::choice(&io::stdout()) {
            anstream::ColorChoice::Never => Colour::Never,
            _ => Colour::Always,
        };
        let shows_progress = io::stderr().is_terminal();
        Self { colour, shows_progress, ..Self::new(io::stdin(), BufWriter::new(io::stdout()), io::stderr()) }
    }
}

impl std::fmt::Debug for Streams<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Streams").field("colour", &self.colour).finish_non_exhaustive()
    }
}

/// A writer whose reader may go away (`sealwright … | head -1`): what comes after is dropped, and is no error.
struct UntilClosed<W> {
    inner: W,
    closed: bool,
}

impl<W: Write> UntilClosed<W> {
    fn new(inner: W) -> Self {
        Self { inner, closed: false }
    }

    fn forgive<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(instead)
            }
            other => other,
        }
    }
}

impl<W: Write> Write for UntilClosed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let written = self.inner.write(bytes);
        self.forgive(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.inner.flush();
        self.forgive(flushed, ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn a_reader_that_went_away_is_no_error() {
        let mut out = UntilClosed::new(BufWriter::with_capacity(4, Gone));
        assert!(out.write_all(b"a long line").is_ok());
        assert!(out.write_all(b"another long line").is_ok());
        assert!(out.flush().is_ok());
    }

    #[test]
    fn a_full_disk_is_one() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        assert!(UntilClosed::new(Full).write_all(b"x").is_err());
    }
}
