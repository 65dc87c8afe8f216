//! Which addresses may be asked, and where a server may send one on to.

use std::net::IpAddr;

use ureq::http::Uri;

use super::error::NetErrorKind;

/// Whether `http` may be asked of other machines than this.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PlainHttp {
    ThisMachine,
    AnybodyDangerous,
}

/// Where clouds tell their machines who they are. It is link-local (RFC 3927): the machine's own host answers, and no router
/// passes it on.
const METADATA: &str = "169.254.169.254";

/// The address, if it may be asked: `https`, or `http` on this machine and of its cloud's metadata server; no credentials in
/// it.
pub(super) fn parse(url: &str, plain: PlainHttp) -> Result<Uri, NetErrorKind> {
    // The library forgets what stands behind `#`; an address for a server has none (RFC 9110 §4.1).
    let uri: Uri = url.parse().map_err(|_| NetErrorKind::Address("it is no URL"))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(NetErrorKind::Address("it is no whole URL: https://HOST/PATH"));
    };
    if authority.as_str().contains('@') {
        return Err(NetErrorKind::Address("it has credentials in it"));
    }
    if authority.host().is_empty() {
        return Err(NetErrorKind::Address("it names no host"));
    }
    match scheme {
        "https" => Ok(uri),
        "http" if plain == PlainHttp::AnybodyDangerous || is_near(authority.host()) => Ok(uri),
        "http" => Err(NetErrorKind::Address("http is for this machine alone: use https")),
        _ => Err(NetErrorKind::Address("it is neither https nor http")),
    }
}

/// Where a redirect leads to: a whole URL, `//HOST/PATH` or `/PATH` (RFC 3986 §4.2). Never from `https` to `http`.
pub(super) fn follow(from: &Uri, location: &str, plain: PlainHttp) -> Result<Uri, NetErrorKind> {
    let scheme = from.scheme_str().unwrap_or_default();
    let authority = from.authority().map_or("", |authority| authority.as_str());
    let url = if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else {
        location.to_owned()
    };
    let to = parse(&url, plain).map_err(|_| NetErrorKind::Redirect("to an address that may not be asked"))?;
    if scheme == "https" && to.scheme_str() != Some("https") {
        return Err(NetErrorKind::Redirect("from https to http"));
    }
    Ok(to)
}

/// Whether both are of one origin: scheme, host and port (RFC 6454 §4).
pub(super) fn same_origin(a: &Uri, b: &Uri) -> bool {
    let host = |uri: &Uri| uri.host().map(str::to_ascii_lowercase);
    a.scheme_str() == b.scheme_str() && host(a) == host(b) && port(a) == port(b)
}

/// The port, said or understood.
pub(super) fn port(uri: &Uri) -> u16 {
    uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 })
}

/// The host as an IP address, if it is one.
pub(super) fn ip(host: &str) -> Option<IpAddr> {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host).parse().ok()
}

/// Whether the host is this machine: RFC 6761 §6.3 and RFC 1122 §3.2.1.3.
fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || ip(host).is_some_and(|ip| ip.is_loopback())
}

/// Whether what is sent to the host stays on this machine, or with the host that it runs on.
pub(super) fn is_near(host: &str) -> bool {
    is_loopback(host) || host == METADATA
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(url: &str) -> Uri {
        parse(url, PlainHttp::ThisMachine).unwrap()
    }

    #[test]
    fn https_of_anybody_and_http_of_this_machine_may_be_asked() {
        for url in [
            "https://a.example/x?y",
            "http://localhost:1/",
            "http://127.9.9.9",
            "http://[::1]:80/x",
            "http://169.254.169.254/",
        ] {
            assert!(parse(url, PlainHttp::ThisMachine).is_ok(), "{url}");
        }
        for url in [
            "http://a.example/",
            "http://localhost.example/",
            "http://169.254.169.253/",
            "http://metadata.google.internal/",
            "http://127.0.0.1.example/",
            "ftp://a.example/",
            "/only/a/path",
            "a.example:443",
            "https://user:secret@a.example/",
            "https://a b/",
            "https://",
            "",
        ] {
            assert!(matches!(parse(url, PlainHttp::ThisMachine), Err(NetErrorKind::Address(_))), "{url}");
        }
        assert!(parse("http://a.example/", PlainHttp::AnybodyDangerous).is_ok());
    }

    #[test]
    fn a_redirect_is_whole_or_begins_with_a_slash() {
        let from = uri("https://a.example/x/y?z");
        for (location, to) in [
            ("https://b.example/p?q", "https://b.example/p?q"),
            ("//b.example/p", "https://b.example/p"),
            ("/p?q", "https://a.example/p?q"),
        ] {
            assert_eq!(follow(&from, location, PlainHttp::ThisMachine).unwrap().to_string(), to);
        }
        for location in ["p", "../p", "ftp://b.example/", "http://b.example/", "https://u:p@b.example/", ""] {
            let error = follow(&from, location, PlainHttp::ThisMachine);
            assert!(matches!(error, Err(NetErrorKind::Redirect(_))), "{location}");
        }
    }

    #[test]
    fn a_redirect_never_leads_from_https_to_http() {
        for plain in [PlainHttp::ThisMachine, PlainHttp::AnybodyDangerous] {
            let error = follow(&uri("https://a.example/"), "http://127.0.0.1/", plain).unwrap_err();
            assert_eq!(error.to_string(), "the server redirects: from https to http");
        }
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        assert!(same_origin(&uri("https://a.example/x"), &uri("https://A.example:443/y")));
        for other in ["https://a.example:8443/x", "https://b.example/x", "https://a.example.b.example/x"] {
            assert!(!same_origin(&uri("https://a.example/x"), &uri(other)), "{other}");
        }
        assert!(!same_origin(&uri("http://localhost/"), &uri("https://localhost/")));
    }
}
