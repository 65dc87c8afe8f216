//! What arrives at the server, and how much of an answer is taken.

use std::time::Duration;

use sealwright::net::{Http, HttpConfig, Method, NetErrorKind, Proxies, Request, Transport};

use crate::server::{Reply, Seen, Server};
use crate::{SECRET, http, limits};

#[test]
fn a_question_arrives_as_it_was_asked() {
    let server = Server::script([Reply::json("{}")]);
    let request = Request::get(server.url("/a/b?c=d%20e")).header("accept", "application/json").bearer(SECRET);
    let response = http().send(&request).unwrap();
    assert_eq!(
        (response.status, response.content_type.as_deref(), &response.body[..]),
        (200, Some("application/json"), &b"{}"[..])
    );
    let [seen] = &server.seen()[..] else { panic!("one request") };
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("GET", "/a/b?c=d%20e"));
    assert_eq!(seen.header("user-agent"), Some(concat!("sealwright/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {SECRET}").as_str()));
    assert_eq!(seen.header("accept"), Some("application/json"));
    assert_eq!((seen.header("content-length"), seen.header("transfer-encoding")), (None, None));
}

#[test]
fn what_is_given_arrives_whole() {
    let server = Server::script([Reply::status(201, "made")]);
    let request = Request::post(server.url("/"), "application/json", b"{\"a\":1}".to_vec());
    assert_eq!(request.method(), Method::Post);
    assert_eq!(http().send(&request).unwrap().status, 201);
    let [seen] = &server.seen()[..] else { panic!("one request") };
    assert_eq!((seen.method.as_str(), seen.text()), ("POST", "{\"a\":1}"));
    assert_eq!((seen.header("content-type"), seen.header("content-length")), (Some("application/json"), Some("7")));
}

#[test]
fn one_connection_serves_many_requests() {
    let server = Server::script([Reply::ok("x")]);
    let http = http();
    for _ in 0..5 {
        assert_eq!(http.send(&Request::get(server.url("/"))).unwrap().status, 200);
    }
    assert_eq!((server.seen().len(), server.connections()), (5, 1));
}

#[test]
fn a_connection_that_the_server_has_closed_is_not_used_again() {
    let closing = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx".to_vec();
    let server = Server::script([Reply::Raw(closing)]);
    let http = http();
    for _ in 0..3 {
        // It could not be repeated if it had gone into the void.
        let post = Request::post(server.url("/"), "text/plain", b"x".to_vec());
        assert_eq!(http.send(&post).unwrap().status, 200);
        std::thread::sleep(Duration::from_millis(30));
    }
    assert_eq!((server.seen().len(), server.connections()), (3, 3));
}

#[test]
fn one_transport_serves_many_threads() {
    let server = Server::new(|seen| Reply::ok(seen.path()));
    let http = http();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (http, server) = (&http, &server);
            scope.spawn(move || {
                for n in 0..20 {
                    let path = format!("/{thread}/{n}");
                    assert_eq!(http.send(&Request::get(server.url(&path))).unwrap().body, path.as_bytes());
                }
            });
        }
    });
    assert_eq!(server.seen().len(), 160);
    assert!(server.connections() <= 16, "{}", server.connections());
}

#[test]
fn an_answer_has_so_many_bytes_and_no_more() {
    let body = |seen: &Seen| vec![b'x'; seen.path()[1..].parse().unwrap()];
    let announced = Server::new(move |seen| Reply::ok(body(seen)));
    let unannounced = Server::new(move |seen| {
        Reply::Raw([b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec(), body(seen)].concat())
    });
    for server in [announced, unannounced] {
        assert_eq!(http().send(&Request::get(server.url("/1000")).limit(1_000)).unwrap().body.len(), 1_000);
        let error = http().send(&Request::get(server.url("/1001")).limit(1_000)).unwrap_err();
        assert!(matches!(error.kind(), NetErrorKind::TooLarge { limit: 1_000 }), "{error}");
        assert_eq!(server.seen().len(), 2, "it would be as large the next time");
    }
}

#[test]
fn of_an_answer_that_says_no_the_beginning_is_kept() {
    let server = Server::script([Reply::status(404, vec![b'x'; 1 << 20])]);
    let response = http().send(&Request::get(server.url("/"))).unwrap();
    assert_eq!((response.status, response.body.len()), (404, 64 * 1_024));
}

#[test]
fn http_is_not_asked_of_other_machines() {
    for url in ["http://192.0.2.1/", "http://a.invalid/", "ftp://127.0.0.1/", "https://me:s3cr3t-t0k3n@127.0.0.1/", "x"]
    {
        let error = http().send(&Request::get(url)).unwrap_err();
        assert!(matches!(error.kind(), NetErrorKind::Address(_)), "{error}");
        assert!(!error.to_string().contains(SECRET), "{error}");
    }
}

#[test]
fn a_header_that_cannot_be_sent_is_an_error_before_anything_is_sent() {
    let server = Server::script([Reply::ok("x")]);
    let error = http().send(&Request::get(server.url("/")).bearer(&format!("{SECRET}\r\nx: y"))).unwrap_err();
    assert!(matches!(error.kind(), NetErrorKind::Header), "{error}");
    assert!(!format!("{error} {error:?}").contains(SECRET));
    assert!(server.seen().is_empty());
}

fn through(proxy: &Server, no_proxy: &'static str) -> Http {
    let proxy = proxy.url("").replace("http://", &format!("http://me:{SECRET}@"));
    let proxies = Proxies::from_variables(&|name| match name {
        "ALL_PROXY" => Some(proxy.clone()),
        "NO_PROXY" => Some(no_proxy.to_owned()),
        _ => None,
    });
    Http::new(HttpConfig::default().limits(limits()).plain_http_dangerous().proxies(proxies.unwrap()))
}

#[test]
fn what_is_not_for_this_machine_goes_by_way_of_the_proxy() {
    let proxy = Server::script([Reply::status(407, "who are you?")]);
    for url in ["https://a.invalid/", "http://a.invalid/"] {
        let request = Request::get(url);
        let error = through(&proxy, "").send(&request).unwrap_err();
        assert!(matches!(error.kind(), NetErrorKind::Connect(text) if text.contains("proxy")), "{error}");
        assert!(!format!("{error} {error:?}").contains(SECRET));
    }
    let seen = proxy.seen();
    assert!(seen.iter().all(|seen| seen.method == "CONNECT"), "{seen:?}");
    assert!(seen.iter().any(|seen| seen.target == "a.invalid:443"));
    assert!(seen.iter().any(|seen| seen.target == "a.invalid:80"));
    assert!(
        seen.iter().all(|seen| seen.header("proxy-authorization").is_some_and(|value| value.starts_with("Basic ")))
    );
}

#[test]
fn this_machine_and_what_is_exempt_do_not_go_by_way_of_the_proxy() {
    let proxy = Server::script([Reply::status(407, "who are you?")]);
    let server = Server::script([Reply::ok("x")]);
    assert_eq!(through(&proxy, "").send(&Request::get(server.url("/"))).unwrap().status, 200);
    assert!(through(&proxy, "a.invalid").send(&Request::get("https://a.invalid/")).is_err());
    assert!(proxy.seen().is_empty());
}
