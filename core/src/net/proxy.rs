//! Which requests go by way of a proxy. What goes to this machine never does.

use std::fmt;
use std::net::IpAddr;

use ureq::ProxyProtocol;
use ureq::http::Uri;

use super::address;
use super::config::HttpConfigError;

/// The proxies, and what is not for them. The default has none.
#[derive(Clone, Default)]
pub struct Proxies {
    pub(super) https: Option<ureq::Proxy>,
    pub(super) http: Option<ureq::Proxy>,
    exempt: Vec<Exempt>,
}

/// What goes directly.
#[derive(Clone, PartialEq, Eq)]
enum Exempt {
    All,
    /// Addresses that agree with this one in so many leading bits.
    Net(IpAddr, u32),
    /// A domain; what is below it too; of one port alone.
    Domain {
        name: String,
        itself: bool,
        port: Option<u16>,
    },
}

impl Proxies {
    /// As the variables `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say; in lower case they come first.
    ///
    /// A proxy is `[http://|https://][USER:PASSWORD@]HOST[:PORT]` and is asked to `CONNECT`. `NO_PROXY` is a list with
    /// commas: `*`, addresses, networks (`10.0.0.0/8`), domains (which have those below them in them; with a leading dot
    /// only those), each with `:PORT` if it is for one port alone.
    pub fn from_variables(variable: &dyn Fn(&str) -> Option<String>) -> Result<Self, HttpConfigError> {
        let first = |names: [&str; 4]| names.into_iter().filter_map(variable).find(|value| !value.trim().is_empty());
        let https = first(["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]);
        let http = first(["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]);
        let exempt = first(["no_proxy", "NO_PROXY", "", ""]).unwrap_or_default();
        Ok(Self {
            https: https.as_deref().map(proxy).transpose()?,
            http: http.as_deref().map(proxy).transpose()?,
            exempt: exempt.split(',').filter_map(Exempt::parse).collect(),
        })
    }

    /// Whether what goes to this address goes there directly.
    pub(super) fn is_exempt(&self, uri: &Uri) -> bool {
        let host = uri.host().unwrap_or_default();
        let port = address::port(uri);
        address::is_near(host) || self.exempt.iter().any(|exempt| exempt.covers(host, port))
    }
}

/// Whether there are any: where they are may be nobody's business, and how to get in there is.
impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxies").field("https", &self.https.is_some()).field("http", &self.http.is_some()).finish()
    }
}

fn proxy(text: &str) -> Result<ureq::Proxy, HttpConfigError> {
    let proxy = ureq::Proxy::new(text.trim()).map_err(|_| HttpConfigError::Proxy("it is no http://HOST:PORT"))?;
    match proxy.protocol() {
        ProxyProtocol::Http | ProxyProtocol::Https => Ok(proxy),
        _ => Err(HttpConfigError::Proxy("SOCKS is not spoken here: use an http:// proxy")),
    }
}

impl Exempt {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if text == "*" {
            return Some(Self::All);
        }
        if let Some(ip) = address::ip(text) {
            return Some(Self::Net(ip, u32::MAX));
        }
        if let Some((net, bits)) = text.split_once('/') {
            return Some(Self::Net(net.parse().ok()?, bits.parse().ok()?));
        }
        let (name, port) = match text.rsplit_once(':') {
            Some((name, port)) => (name, Some(port.parse().ok()?)),
            None => (text, None),
        };
        let name = name.strip_prefix('*').unwrap_or(name);
        let below = name.strip_prefix('.');
        let name = below.unwrap_or(name).to_ascii_lowercase();
        Some(Self::Domain { name, itself: below.is_none(), port })
    }

    fn covers(&self, host: &str, port: u16) -> bool {
        match self {
            Self::All => true,
            Self::Net(net, bits) => address::ip(host).is_some_and(|ip| agree(*net, ip, *bits)),
            Self::Domain { name, itself, port: only } => {
                let host = host.to_ascii_lowercase();
                let below = host.strip_suffix(name.as_str()).is_some_and(|rest| rest.ends_with('.'));
                only.is_none_or(|only| only == port) && (below || (*itself && host == *name))
            }
        }
    }
}

/// Whether both agree in so many leading bits; more than there are means all.
fn agree(a: IpAddr, b: IpAddr, bits: u32) -> bool {
    let differs = match (a, b) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros().min(32),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
        _ => return false,
    };
    let width = if a.is_ipv4() { 32 } else { 128 };
    differs >= bits.min(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(pairs: &[(&str, &str)]) -> Result<Proxies, HttpConfigError> {
        Proxies::from_variables(&|name| {
            pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    fn exempt(list: &str, url: &str) -> bool {
        proxies(&[("NO_PROXY", list)]).unwrap().is_exempt(&url.parse().unwrap())
    }

    #[test]
    fn the_variables_are_read_in_lower_case_first() {
        let both = proxies(&[("HTTPS_PROXY", "upper:1"), ("https_proxy", "lower:2"), ("ALL_PROXY", "all:3")]).unwrap();
        assert_eq!((both.https.unwrap().host(), both.http.unwrap().host()), ("lower", "all"));
        let none = proxies(&[("HTTPS_PROXY", " ")]).unwrap();
        assert!(none.https.is_none() && none.http.is_none());
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_refused_without_its_password() {
        for text in ["socks5://me:s3cret@proxy:1", "ftp://me:s3cret@proxy", "http://me:s3cret@pro xy"] {
            let error = proxies(&[("HTTPS_PROXY", text)]).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
        }
        let debug = format!("{:?}", proxies(&[("HTTPS_PROXY", "http://me:s3cret@proxy")]).unwrap());
        assert_eq!(debug, "Proxies { https: true, http: false }");
    }

    #[test]
    fn what_is_exempt_goes_directly() {
        for (list, url) in [
            ("*", "https://a.example/"),
            ("b.example, a.example", "https://A.example/"),
            ("a.example", "https://x.a.example/"),
            (".a.example", "https://x.a.example/"),
            ("*.a.example", "https://x.a.example/"),
            ("a.example:443", "https://a.example/"),
            ("10.0.0.0/8", "https://10.1.2.3/"),
            ("10.1.2.3", "https://10.1.2.3/"),
            ("fd00::/8", "https://[fd12::1]/"),
            ("", "http://localhost:8080/"),
            ("", "https://127.0.0.1/"),
            ("", "http://169.254.169.254/"),
        ] {
            assert!(exempt(list, url), "{list} {url}");
        }
    }

    #[test]
    fn what_only_looks_exempt_does_not() {
        for (list, url) in [
            ("", "https://a.example/"),
            ("a.example", "https://ba.example/"),
            (".a.example", "https://a.example/"),
            ("a.example:8443", "https://a.example/"),
            ("10.0.0.0/8", "https://11.1.2.3/"),
            ("10.0.0.0/33", "https://10.0.0.1/"),
            ("10.1.2.3", "https://10.1.2.30/"),
            ("::/0", "https://10.1.2.3/"),
        ] {
            assert!(!exempt(list, url), "{list} {url}");
        }
    }
}
