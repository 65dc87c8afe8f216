//! A small HTTP server on loopback that does what it is told: answers, and each way in which a server fails.
//!
//! Other tests take it with `#[path = "../support/server.rs"] mod server;`.

#![allow(dead_code, unreachable_pub, reason = "not every test needs everything")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request that arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// What comes back.
#[derive(Clone, Debug)]
pub enum Reply {
    Answer {
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
    /// Nothing, and the connection stays open.
    Silence,
    /// A good beginning, then a byte every 20 ms, for minutes.
    Slow(Vec<u8>),
    /// RST after the whole request has arrived.
    Reset,
    /// The connection is closed before half of what was announced has come.
    Truncated(Vec<u8>),
    /// Just these bytes, whatever they are, then the end of the connection.
    Raw(Vec<u8>),
}

impl Reply {
    pub fn status(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::Answer { status, headers: Vec::new(), body: body.into() }
    }

    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::status(200, body)
    }

    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Self::ok(body).header("content-type", "application/json")
    }

    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.push((name.to_owned(), value.into()));
        }
        self
    }
}

/// The twelve ways in which a service fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    Refused,
    Timeout,
    SlowBody,
    Reset,
    Unauthorized,
    Forbidden,
    NotFound,
    Conflict,
    TooManyRequests,
    Internal,
    Truncated,
    WrongContent,
}

impl Fault {
    pub const ALL: [Self; 12] = [
        Self::Refused,
        Self::Timeout,
        Self::SlowBody,
        Self::Reset,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::TooManyRequests,
        Self::Internal,
        Self::Truncated,
        Self::WrongContent,
    ];

    /// What comes instead of the right body; nobody answers for [`Self::Refused`], for which there is [`nobody`].
    ///
    /// Every answer that says no repeats what it was sent, as careless servers do.
    pub fn reply(self, seen: &Seen, right: impl Into<Vec<u8>>) -> Reply {
        let echo = format!("{{\"message\":\"no: {:?}\"}}", seen);
        match self {
            Self::Refused | Self::Reset => Reply::Reset,
            Self::Timeout => Reply::Silence,
            Self::SlowBody => Reply::Slow(right.into()),
            Self::Unauthorized => Reply::status(401, echo),
            Self::Forbidden => Reply::status(403, echo),
            Self::NotFound => Reply::status(404, echo),
            Self::Conflict => Reply::status(409, echo),
            Self::TooManyRequests => Reply::status(429, echo).header("retry-after", "1"),
            Self::Internal => Reply::status(500, echo),
            Self::Truncated => Reply::Truncated(right.into()),
            Self::WrongContent => {
                Reply::ok("<html>This is not what you asked for.</html>").header("content-type", "text/html")
            }
        }
    }
}

/// An address where nobody listens.
pub fn nobody() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

type Respond = dyn Fn(&Seen) -> Reply + Send + Sync;

/// The server. It stops when it is dropped.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
}

struct State {
    seen: Mutex<Vec<Seen>>,
    connections: Mutex<usize>,
    stop: AtomicBool,
    respond: Box<Respond>,
}

impl Server {
    /// Answers what the function says.
    pub fn new(respond: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State {
            seen: Mutex::default(),
            connections: Mutex::default(),
            stop: AtomicBool::new(false),
            respond: Box::new(respond),
        });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.stop.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                *shared.connections.lock().unwrap() += 1;
                let shared = Arc::clone(&shared);
                thread::spawn(move || while serve(&shared, &stream).is_some() {});
            }
        });
        Self { address, state }
    }

    /// Answers these in their order, and the last one from then on.
    pub fn script(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies: Vec<Reply> = replies.into_iter().collect();
        let next = Mutex::new(0);
        Self::new(move |_| {
            let mut next = next.lock().unwrap();
            let reply = replies[*next].clone();
            *next = (*next + 1).min(replies.len() - 1);
            reply
        })
    }

    /// `http://127.0.0.1:PORT` and this path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Every request that arrived, in order.
    pub fn seen(&self) -> Vec<Seen> {
        self.state.seen.lock().unwrap().clone()
    }

    /// How many connections were opened.
    pub fn connections(&self) -> usize {
        *self.state.connections.lock().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.stop.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect(self.address);
    }
}

/// One request and its reply; nothing once the connection is done.
fn serve(state: &State, mut stream: &TcpStream) -> Option<()> {
    stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    let (seen, length) = peek(state, stream)?;
    state.seen.lock().unwrap().push(seen.clone());
    let reply = (state.respond)(&seen);
    if matches!(reply, Reply::Reset) {
        // Closed while there is something unread: RST.
        return None;
    }
    stream.read_exact(&mut vec![0; length]).ok()?;
    match reply {
        Reply::Answer { status, headers, body } => {
            let mut head = format!("HTTP/1.1 {status} Status\r\ncontent-length: {}\r\n", body.len());
            for (name, value) in headers {
                head += &format!("{name}: {value}\r\n");
            }
            stream.write_all(&[head.as_bytes(), b"\r\n", &body].concat()).ok()
        }
        Reply::Silence => {
            let _ = wait_for_the_end(state, stream);
            None
        }
        Reply::Slow(body) => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n").ok()?;
            for byte in body.into_iter().chain(std::iter::repeat(b' ')) {
                if state.stop.load(Ordering::SeqCst) {
                    return None;
                }
                stream.write_all(&[byte]).ok()?;
                thread::sleep(Duration::from_millis(20));
            }
            None
        }
        Reply::Truncated(body) => {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len() * 2 + 2);
            let _ = stream.write_all(&[head.as_bytes(), &body].concat());
            None
        }
        Reply::Raw(bytes) => {
            let _ = stream.write_all(&bytes);
            None
        }
        Reply::Reset => None,
    }
}

/// A whole request, which stays unread, and its length.
fn peek(state: &State, stream: &TcpStream) -> Option<(Seen, usize)> {
    let mut buffer = vec![0; 4 << 20];
    loop {
        if state.stop.load(Ordering::SeqCst) {
            return None;
        }
        let there = match stream.peek(&mut buffer) {
            Ok(0) => return None,
            Ok(there) => there,
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => 0,
            Err(_) => return None,
        };
        if let Some(found) = parse(&buffer[..there]) {
            return Some(found);
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn parse(bytes: &[u8]) -> Option<(Seen, usize)> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, n)| n.parse().unwrap());
    let body = bytes.get(end + 4..end + 4 + length)?.to_vec();
    Some((Seen { method, target, headers, body }, end + 4 + length))
}

fn wait_for_the_end(state: &State, mut stream: &TcpStream) -> std::io::Result<()> {
    while !state.stop.load(Ordering::SeqCst) {
        match stream.read(&mut [0; 64]) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
