//! The port of this machine to which the browser comes back, once.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// The head of a browser's request: what common servers take.
const MAX_HEAD: usize = 32 * 1_024;

/// A browser that has connected says what it wants at once; some connect in advance and say nothing.
const PATIENCE: Duration = Duration::from_secs(2);

/// Between two looks whether somebody came.
const TICK: Duration = Duration::from_millis(20);

const PATH: &str = "/auth/callback";

/// Open until it is dropped.
pub(super) struct Callback {
    listener: TcpListener,
    port: u16,
}

impl Callback {
    /// Opens a port that is free, of this machine alone.
    pub(super) fn open() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, port })
    }

    /// Where the browser is to be sent.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}{PATH}", self.port)
    }

    /// The query with which the browser came back; nothing if it did not within that time. Whoever asks for anything else,
    /// an icon, is told that it is not here.
    pub(super) fn wait(&self, time: Duration) -> Option<String> {
        let started = Instant::now();
        while started.elapsed() < time {
            match self.listener.accept() {
                Ok((stream, _)) => {
                    if let Some(query) = answer(&stream) {
                        return Some(query);
                    }
                }
                Err(_) => std::thread::sleep(TICK),
            }
        }
        None
    }
}

fn answer(mut stream: &TcpStream) -> Option<String> {
    stream.set_nonblocking(false).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    let target = target(stream)?;
    let query = target.strip_prefix(PATH).and_then(|rest| rest.strip_prefix('?'));
    let (status, text) = match query {
        Some(_) => ("200 OK", "You can close this window and go back to the program."),
        None => ("404 Not Found", "Nothing is here."),
    };
    // What the address bar holds is good for nothing any more, and yet nobody's business.
    let reply = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {}\r\n\
         referrer-policy: no-referrer\r\ncache-control: no-store\r\nconnection: close\r\n\r\n{text}",
        text.len()
    );
    // The person's page may fail to load; the sign-in need not.
    let _ = stream.write_all(reply.as_bytes());
    query.map(str::to_owned)
}

/// Path and query of a GET, once its head is there.
fn target(mut stream: &TcpStream) -> Option<String> {
    let started = Instant::now();
    let mut head = Vec::new();
    let mut buffer = [0; 4_096];
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        let read = stream.read(&mut buffer).ok().filter(|read| *read > 0)?;
        head.extend_from_slice(buffer.get(..read)?);
        if head.len() > MAX_HEAD || started.elapsed() > PATIENCE {
            return None;
        }
    }
    let head = String::from_utf8(head).ok()?;
    let mut words = head.lines().next()?.split(' ');
    match (words.next()?, words.next()?) {
        ("GET", target) => Some(target.to_owned()),
        _ => None,
    }
}
