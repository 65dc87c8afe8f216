//! Twelve faults: the kind of error, how many requests arrived, and how long it took.

use std::time::{Duration, Instant};

use sealwright::net::{Http, HttpConfig, Limits, NetErrorKind, Request, Response, Transport};

use crate::server::{Fault, Reply, Server, nobody};
use crate::{SECRET, http, limits};

/// What a fault must come to.
enum Comes {
    Status(u16),
    Error(fn(&NetErrorKind) -> bool),
    /// An answer like any other: whoever asked must see that it is wrong.
    Answer,
}

use Comes::{Answer, Error, Status};

/// The fault, what comes of it, how many GETs arrive, and how many POSTs that may not be repeated.
fn table() -> [(Fault, Comes, usize, usize); 12] {
    let attempts = usize::try_from(limits().attempts).unwrap();
    [
        (Fault::Refused, Error(|kind| matches!(kind, NetErrorKind::Connect(_))), 0, 0),
        (Fault::Timeout, Error(|kind| matches!(kind, NetErrorKind::Timeout)), attempts, 1),
        (Fault::SlowBody, Error(|kind| matches!(kind, NetErrorKind::Timeout)), attempts, 1),
        (Fault::Reset, Error(|kind| matches!(kind, NetErrorKind::Truncated(_))), attempts, 1),
        (Fault::Unauthorized, Status(401), 1, 1),
        (Fault::Forbidden, Status(403), 1, 1),
        (Fault::NotFound, Status(404), 1, 1),
        (Fault::Conflict, Status(409), 1, 1),
        (Fault::TooManyRequests, Status(429), attempts, 1),
        (Fault::Internal, Status(500), attempts, 1),
        (Fault::Truncated, Error(|kind| matches!(kind, NetErrorKind::Truncated(_))), attempts, 1),
        (Fault::WrongContent, Answer, 1, 1),
    ]
}

#[test]
fn each_fault_of_a_question_has_its_error_and_is_repeated_only_if_it_may_pass() {
    for (fault, comes, gets, _) in table() {
        judge(fault, &comes, gets, |url| Request::get(url).bearer(SECRET));
    }
}

#[test]
fn each_fault_of_what_may_not_be_repeated_has_its_error_and_is_not() {
    for (fault, comes, _, posts) in table() {
        judge(fault, &comes, posts, |url| Request::post(url, "text/plain", SECRET.into()).bearer(SECRET));
    }
}

#[test]
fn each_fault_of_what_the_server_does_once_is_repeated_like_a_question() {
    for (fault, comes, gets, _) in table() {
        judge(fault, &comes, gets, |url| Request::post(url, "text/plain", SECRET.into()).bearer(SECRET).repeatable());
    }
}

fn judge(fault: Fault, comes: &Comes, arrive: usize, request: impl Fn(String) -> Request) {
    let server = Server::new(move |seen| fault.reply(seen, "{\"right\":true}"));
    let path = format!("/path?token={SECRET}");
    let url = if fault == Fault::Refused { nobody() + &path } else { server.url(&path) };
    let request = request(url);
    let started = Instant::now();
    let outcome = http().send(&request);
    let took = started.elapsed();

    assert!(took < limits().total + Duration::from_secs(2), "{fault:?} took {took:?}");
    assert_eq!(server.seen().len(), arrive, "{fault:?}");
    let shown = format!("{request:?} {outcome:?}");
    assert!(!shown.contains(SECRET), "{fault:?}: {shown}");
    match comes {
        Status(expected) => {
            let response = outcome.unwrap();
            assert_eq!(response.status, *expected, "{fault:?}");
            // The server said the secret back to us.
            assert!(String::from_utf8_lossy(&response.body).contains(SECRET));
            let error = response.success(&request).unwrap_err();
            assert_eq!(error.to_string(), format!("{}: the server answers {expected}", error.url()));
            assert!(!format!("{error} {error:?}").contains(SECRET), "{error}");
        }
        Error(is_right) => {
            let error = outcome.unwrap_err();
            assert!(is_right(error.kind()), "{fault:?}: {error}");
            assert!(error.to_string().starts_with("http://127.0.0.1:"), "{error}");
            assert!(!format!("{error} {error:?}").contains(SECRET), "{error}");
        }
        Answer => {
            let Response { status, content_type, .. } = outcome.unwrap();
            assert_eq!((status, content_type.as_deref()), (200, Some("text/html")));
        }
    }
}

#[test]
fn a_fault_that_passes_is_got_over() {
    let replies = [Reply::Reset, Reply::status(503, "later"), Reply::ok("right")];
    let server = Server::script(replies);
    assert_eq!(http().send(&Request::get(server.url("/"))).unwrap().body, b"right");
    assert_eq!(server.seen().len(), 3);
}

#[test]
fn the_pause_that_the_server_asks_for_is_kept() {
    let server = Server::script([Reply::status(429, "").header("retry-after", "1"), Reply::ok("right")]);
    let started = Instant::now();
    assert_eq!(http().send(&Request::get(server.url("/"))).unwrap().status, 200);
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[test]
fn a_pause_beyond_the_limit_is_not_waited_for() {
    let server = Server::script([Reply::status(429, "").header("retry-after", "3600"), Reply::ok("right")]);
    let started = Instant::now();
    assert_eq!(http().send(&Request::get(server.url("/"))).unwrap().status, 429);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn all_attempts_together_stay_within_their_limit() {
    let server = Server::script([Reply::Silence]);
    let limits = Limits { total: Duration::from_millis(3_750), attempts: 100, ..limits() };
    let started = Instant::now();
    let error = Http::new(HttpConfig::default().limits(limits)).send(&Request::get(server.url("/"))).unwrap_err();
    let took = started.elapsed();
    assert!(matches!(error.kind(), NetErrorKind::Timeout), "{error}");
    assert!(took > Duration::from_millis(3_000) && took < Duration::from_millis(4_500), "{took:?}");
    // Two whole ones, and one for the time that was left.
    assert_eq!(server.seen().len(), 3);
}

#[test]
fn what_is_no_http_is_an_error_and_not_asked_again() {
    for bytes in [&b"SSH-2.0-OpenSSH_9.9\r\n\r\n"[..], b"HTTP/1.1 abc\r\n\r\n"] {
        let server = Server::script([Reply::Raw(bytes.to_vec())]);
        let error = http().send(&Request::get(server.url("/"))).unwrap_err();
        assert!(matches!(error.kind(), NetErrorKind::Malformed), "{error}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[test]
fn a_header_without_end_is_not_read_to_its_end() {
    let endless = [b"HTTP/1.1 200 OK\r\nx: ".to_vec(), vec![b'a'; 1 << 20]].concat();
    let server = Server::script([Reply::Raw(endless)]);
    let error = http().send(&Request::get(server.url("/"))).unwrap_err();
    assert!(matches!(error.kind(), NetErrorKind::Malformed), "{error}");
}
