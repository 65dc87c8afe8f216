//! Whom the transport trusts: the authorities that it was given, and no other.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sealwright::net::{Http, HttpConfig, NetError, NetErrorKind, Proxies, Request, Response, Transport};

use crate::limits;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/tls").join(name)).unwrap()
}

/// A server that says `here` over TLS; its port.
fn server() -> u16 {
    let certificates = vec![CertificateDer::from_pem_slice(&file("server.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(&file("server.key")).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(config.with_no_client_auth().with_single_cert(certificates, key).unwrap());
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut tls = rustls::StreamOwned::new(connection, stream.unwrap());
            if tls.read(&mut [0; 4_096]).is_ok() {
                let _ = tls.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nhere");
            }
        }
    });
    port
}

fn ask(roots: Option<&str>, url: &str) -> Result<Response, NetError> {
    let config = HttpConfig::default().limits(limits());
    let config = match roots {
        Some(name) => config.roots_pem(&file(name)).unwrap(),
        None => config,
    };
    Http::new(config).send(&Request::get(url))
}

#[test]
fn a_server_of_an_authority_that_was_given_is_trusted() {
    let port = server();
    assert_eq!(ask(Some("ca.pem"), &format!("https://localhost:{port}/")).unwrap().body, b"here");
}

#[test]
fn a_server_of_another_authority_is_not_nor_is_one_of_another_name() {
    let port = server();
    let named = format!("https://localhost:{port}/");
    for (roots, url) in [
        // The platform's authorities do not know this one.
        (None, &named),
        (Some("other.pem"), &named),
        (Some("ca.pem"), &format!("https://127.0.0.1:{port}/")),
    ] {
        let error = ask(roots, url).unwrap_err();
        assert!(matches!(error.kind(), NetErrorKind::Tls(_)), "{roots:?} {error:?}");
    }
}

/// A proxy that lets everything through to this port, whatever was asked for.
fn tunnel(to: u16) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut near = stream.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                near.read_exact(&mut byte).unwrap();
                head.extend(byte);
            }
            assert!(head.starts_with(b"CONNECT a.invalid:443 "), "{head:?}");
            near.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
            let far = TcpStream::connect(("127.0.0.1", to)).unwrap();
            for (mut from, mut to) in
                [(near.try_clone().unwrap(), far.try_clone().unwrap()), (far.try_clone().unwrap(), near)]
            {
                thread::spawn(move || std::io::copy(&mut from, &mut to));
            }
        }
    });
    format!("http://{address}")
}

#[test]
fn through_a_proxy_it_is_the_server_that_must_be_trusted() {
    let proxy = tunnel(server());
    let proxies = Proxies::from_variables(&|name| (name == "HTTPS_PROXY").then(|| proxy.clone())).unwrap();
    let ask = |roots| {
        let config = HttpConfig::default().limits(limits()).proxies(proxies.clone());
        Http::new(config.roots_pem(&file(roots)).unwrap()).send(&Request::get("https://a.invalid/"))
    };
    assert_eq!(ask("ca.pem").unwrap().body, b"here");
    assert!(matches!(ask("other.pem").unwrap_err().kind(), NetErrorKind::Tls(_)));
}

#[test]
fn what_speaks_no_tls_is_no_server() {
    let plain = crate::server::Server::script([crate::server::Reply::ok("here")]);
    let url = format!("https://localhost:{}/", plain.address().port());
    assert!(ask(Some("ca.pem"), &url).is_err());
}
