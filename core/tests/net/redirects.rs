//! Where a server may send on to, and what goes along.

use sealwright::net::{NetErrorKind, Request, Transport};

use crate::server::{Reply, Server};
use crate::{SECRET, http};

fn to(status: u16, location: impl Into<String>) -> Reply {
    Reply::status(status, "").header("location", location)
}

#[test]
fn a_question_is_sent_on_with_its_credentials_within_the_origin() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::script([to(status, "/there?x"), Reply::ok("here")]);
        assert_eq!(http().send(&Request::get(server.url("/")).bearer(SECRET)).unwrap().body, b"here");
        let seen = server.seen();
        assert_eq!(seen[1].target, "/there?x");
        assert_eq!(seen[1].header("authorization"), Some(format!("Bearer {SECRET}").as_str()));
    }
}

#[test]
fn another_origin_gets_no_credentials_nor_does_the_way_back() {
    let other = Server::script([Reply::ok("here")]);
    let server = Server::script([to(302, other.url("/there"))]);
    let request = Request::get(server.url("/"))
        .bearer(SECRET)
        .header("cookie", SECRET)
        .header("x-api-key", SECRET)
        .header("accept", "application/json");
    assert_eq!(http().send(&request).unwrap().body, b"here");
    let [seen] = &other.seen()[..] else { panic!("one request") };
    assert!(!format!("{seen:?}").contains(SECRET), "{seen:?}");
    assert_eq!(seen.header("accept"), Some("application/json"));
}

#[test]
fn what_is_sent_is_not_sent_on() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::script([to(status, "/there"), Reply::ok("here")]);
        let error = http().send(&Request::post(server.url("/"), "text/plain", SECRET.into()).repeatable()).unwrap_err();
        assert!(matches!(error.kind(), NetErrorKind::Redirect(_)), "{error}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[test]
fn five_times_and_no_more() {
    let hops = |n| std::iter::repeat_n(to(302, "/on"), n).chain([Reply::ok("here")]);
    assert_eq!(http().send(&Request::get(Server::script(hops(5)).url("/"))).unwrap().status, 200);
    let server = Server::script(hops(6));
    let error = http().send(&Request::get(server.url("/"))).unwrap_err();
    assert!(matches!(error.kind(), NetErrorKind::Redirect(_)), "{error}");
    assert_eq!(server.seen().len(), 6);
}

#[test]
fn not_to_where_it_could_not_be_asked_directly() {
    for location in ["http://192.0.2.1/", "ftp://127.0.0.1/", "file:///etc/passwd", "x", ""] {
        let server = Server::script([to(302, location), Reply::ok("here")]);
        let error = http().send(&Request::get(server.url("/"))).unwrap_err();
        assert!(matches!(error.kind(), NetErrorKind::Redirect(_)), "{location}: {error}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[test]
fn not_modified_is_an_answer() {
    let server = Server::script([Reply::status(304, "")]);
    assert_eq!(http().send(&Request::get(server.url("/"))).unwrap().status, 304);
}
