//! Whom the transport trusts: the authorities that it was given, and no other.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sealwright::net::{Http, HttpConfig, NetError, NetErrorKind, Request, Response, Transport};

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

#[test]
fn what_speaks_no_tls_is_no_server() {
    let plain = crate::server::Server::script([crate::server::Reply::ok("here")]);
    let url = format!("https://localhost:{}/", plain.address().port());
    assert!(ask(Some("ca.pem"), &url).is_err());
}
