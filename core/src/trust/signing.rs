//! The signing config: which services of an instance sign (protobuf-specs `sigstore_trustroot.proto`, SigningConfig v0.2).

use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::SigningConfigError;
use super::root::TrustRoot;
use crate::encoding::json;
use crate::time::{UnixTime, Validity};

/// A signing config is never this large: 1 MiB.
const MAX_SIGNING_CONFIG: usize = 1 << 20;

/// More services of one kind are refused.
const MAX_SERVICES: usize = 32;

const MEDIA_TYPE: &str = "application/vnd.dev.sigstore.signingconfig.v0.2+json";

/// Room for a trusted root and a signing config: 6 MiB.
const MAX_TRUST_CONFIG: usize = 6 << 20;

const TRUST_CONFIG: &str = "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json";

/// Which services of an instance sign, and how many of them are to be used.
#[derive(Clone, Debug)]
pub struct SigningConfig {
    authorities: Vec<Service>,
    issuers: Vec<Service>,
    logs: Vec<Service>,
    timestamp_authorities: Vec<Service>,
    log_choice: Choice,
    timestamp_choice: Choice,
}

/// One service: where it is, and what it speaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Service {
    /// Its address.
    pub url: String,
    /// The major version of its interface.
    pub version: u32,
    /// Who runs it. Services of one operator count as one.
    pub operator: String,
    /// When it may be used.
    pub validity: Validity,
}

/// How many services are to be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Choice {
    /// One, whichever.
    Any,
    /// Every one.
    All,
    /// So many.
    Exactly(usize),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    media_type: String,
    #[serde(default)]
    ca_urls: Vec<WireService>,
    #[serde(default)]
    oidc_urls: Vec<WireService>,
    #[serde(default)]
    rekor_tlog_urls: Vec<WireService>,
    #[serde(default)]
    tsa_urls: Vec<WireService>,
    #[serde(default)]
    rekor_tlog_config: WireChoice,
    #[serde(default)]
    tsa_config: WireChoice,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireService {
    url: String,
    #[serde(default)]
    major_api_version: u32,
    #[serde(default)]
    valid_for: WireRange,
    #[serde(default)]
    operator: String,
}

#[derive(Deserialize, Default)]
struct WireRange {
    start: Option<String>,
    end: Option<String>,
}

#[derive(Deserialize, Default)]
struct WireChoice {
    selector: Option<String>,
    #[serde(default)]
    count: usize,
}

impl SigningConfig {
    /// The services of the public instance at sigstore.dev, as they were when this version of the library was made.
    pub fn sigstore() -> Result<Self, SigningConfigError> {
        Self::from_json(include_bytes!("../../roots/sigstore-signing.json"))
    }

    /// Reads a signing config of version 0.2, at most 1 MiB.
    pub fn from_json(json: &[u8]) -> Result<Self, SigningConfigError> {
        if json.len() > MAX_SIGNING_CONFIG {
            return Err(SigningConfigError::TooLarge { limit: MAX_SIGNING_CONFIG });
        }
        let text = std::str::from_utf8(json).map_err(|_| SigningConfigError::NotUtf8)?;
        let wire: Wire = json::from_str(text).map_err(|error| SigningConfigError::Json(error.to_string()))?;
        if wire.media_type != MEDIA_TYPE {
            return Err(SigningConfigError::MediaType { found: wire.media_type.chars().take(128).collect() });
        }
        Ok(Self {
            authorities: services("caUrls", wire.ca_urls)?,
            issuers: services("oidcUrls", wire.oidc_urls)?,
            logs: services("rekorTlogUrls", wire.rekor_tlog_urls)?,
            timestamp_authorities: services("tsaUrls", wire.tsa_urls)?,
            log_choice: choice("rekorTlogConfig", &wire.rekor_tlog_config)?,
            timestamp_choice: choice("tsaConfig", &wire.tsa_config)?,
        })
    }

    /// The certificate authority to ask at this time.
    pub fn authority(&self, now: UnixTime) -> Result<&Service, SigningConfigError> {
        one("caUrls", &self.authorities, now, &[1])
    }

    /// The issuer of identity tokens to ask at this time.
    pub fn issuer(&self, now: UnixTime) -> Result<&Service, SigningConfigError> {
        one("oidcUrls", &self.issuers, now, &[1])
    }

    /// The logs to log in at this time: as many as the config says, each of another operator, the newest version first.
    pub fn logs(&self, now: UnixTime) -> Result<Vec<&Service>, SigningConfigError> {
        choose("rekorTlogUrls", &self.logs, self.log_choice, now, &[2, 1])
    }

    /// The timestamp authorities to ask at this time; none if the config names none.
    pub fn timestamp_authorities(&self, now: UnixTime) -> Result<Vec<&Service>, SigningConfigError> {
        if self.timestamp_authorities.is_empty() {
            return Ok(Vec::new());
        }
        choose("tsaUrls", &self.timestamp_authorities, self.timestamp_choice, now, &[1])
    }
}

/// A trusted root and the signing config that goes with it (protobuf-specs, ClientTrustConfig v0.1).
#[derive(Clone, Debug)]
pub struct TrustConfig {
    /// Whom to believe.
    pub root: TrustRoot,
    /// Who signs.
    pub signing: SigningConfig,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireTrustConfig<'a> {
    media_type: String,
    #[serde(borrow)]
    trusted_root: &'a RawValue,
    #[serde(borrow)]
    signing_config: &'a RawValue,
}

impl TrustConfig {
    /// Reads a client trust config of version 0.1, at most 6 MiB.
    pub fn from_json(json: &[u8]) -> Result<Self, SigningConfigError> {
        if json.len() > MAX_TRUST_CONFIG {
            return Err(SigningConfigError::TooLarge { limit: MAX_TRUST_CONFIG });
        }
        let text = std::str::from_utf8(json).map_err(|_| SigningConfigError::NotUtf8)?;
        let wire: WireTrustConfig<'_> =
            json::from_str(text).map_err(|error| SigningConfigError::Json(error.to_string()))?;
        if wire.media_type != TRUST_CONFIG {
            return Err(SigningConfigError::MediaType { found: wire.media_type.chars().take(128).collect() });
        }
        let root = TrustRoot::from_json(wire.trusted_root.get().as_bytes());
        let root = root.map_err(|error| SigningConfigError::Root(error.to_string()))?;
        Ok(Self { root, signing: SigningConfig::from_json(wire.signing_config.get().as_bytes())? })
    }
}

fn one<'s>(
    at: &'static str,
    services: &'s [Service],
    now: UnixTime,
    versions: &[u32],
) -> Result<&'s Service, SigningConfigError> {
    let mut chosen = choose(at, services, Choice::Any, now, versions)?;
    chosen.pop().ok_or(SigningConfigError::NoService { at })
}

/// Of each operator the service with the newest version that is spoken here, in the config's order; then as many as are
/// wanted, newer versions first (protobuf-specs, ServiceSelector).
fn choose<'s>(
    at: &'static str,
    services: &'s [Service],
    choice: Choice,
    now: UnixTime,
    versions: &[u32],
) -> Result<Vec<&'s Service>, SigningConfigError> {
    let usable = services.iter().filter(|service| versions.contains(&service.version));
    let mut chosen: Vec<&Service> = Vec::new();
    for service in usable.filter(|service| service.validity.contains(now)) {
        match chosen.iter_mut().find(|known| known.operator == service.operator) {
            Some(known) if known.version < service.version => *known = service,
            Some(_) => {}
            None => chosen.push(service),
        }
    }
    chosen.sort_by_key(|service| std::cmp::Reverse(service.version));
    let found = chosen.len();
    match choice {
        _ if found == 0 => return Err(SigningConfigError::NoService { at }),
        Choice::Any => chosen.truncate(1),
        Choice::All => {}
        Choice::Exactly(wanted) if found < wanted => return Err(SigningConfigError::TooFew { at, wanted, found }),
        Choice::Exactly(wanted) => chosen.truncate(wanted),
    }
    Ok(chosen)
}

fn services(at: &'static str, wire: Vec<WireService>) -> Result<Vec<Service>, SigningConfigError> {
    if wire.len() > MAX_SERVICES {
        return Err(SigningConfigError::TooMany { at, limit: MAX_SERVICES });
    }
    wire.into_iter()
        .map(|service| {
            let time = |text: Option<String>| {
                let parsed = text.map(|text| UnixTime::parse_rfc3339(&text)).transpose();
                parsed.map_err(|_| SigningConfigError::Field { at, rule: "validFor is no time" })
            };
            let start = time(service.valid_for.start)?.unwrap_or(UnixTime::from_secs(0));
            let end = time(service.valid_for.end)?;
            if service.url.is_empty() {
                return Err(SigningConfigError::Field { at, rule: "a service has no url" });
            }
            Ok(Service {
                url: service.url.trim_end_matches('/').to_owned(),
                version: service.major_api_version,
                operator: service.operator,
                validity: Validity { start, end },
            })
        })
        .collect()
}

fn choice(at: &'static str, wire: &WireChoice) -> Result<Choice, SigningConfigError> {
    match (wire.selector.as_deref(), wire.count) {
        (Some("ANY") | None, _) => Ok(Choice::Any),
        (Some("ALL"), _) => Ok(Choice::All),
        (Some("EXACT"), count) if count > 0 => Ok(Choice::Exactly(count)),
        (Some("EXACT"), _) => Err(SigningConfigError::Field { at, rule: "EXACT needs a count of 1 or more" }),
        _ => Err(SigningConfigError::Field { at, rule: "the selector is none of ANY, ALL and EXACT" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixTime = UnixTime::from_secs(1_795_262_400);

    fn config(logs: &str, selector: &str) -> Result<SigningConfig, SigningConfigError> {
        SigningConfig::from_json(
            format!(
                r#"{{"mediaType":"{MEDIA_TYPE}","caUrls":[{{"url":"https://ca.example/","majorApiVersion":1}}],
                "rekorTlogUrls":[{logs}],"rekorTlogConfig":{selector}}}"#
            )
            .as_bytes(),
        )
    }

    fn log(url: &str, version: u32, operator: &str, start: &str, end: &str) -> String {
        let end = if end.is_empty() { String::new() } else { format!(r#","end":"{end}""#) };
        format!(
            r#"{{"url":"{url}","majorApiVersion":{version},"operator":"{operator}","validFor":{{"start":"{start}"{end}}}}}"#
        )
    }

    const PAST: &str = "2021-01-01T00:00:00Z";

    fn logs(config: &SigningConfig) -> Vec<&str> {
        config.logs(NOW).unwrap().iter().map(|log| log.url.as_str()).collect()
    }

    #[test]
    fn the_newest_version_of_each_operator_is_chosen_and_as_many_as_the_config_says() {
        let all = [
            log("a1", 1, "a", PAST, ""),
            log("b1", 1, "b", PAST, ""),
            log("a2", 2, "a", PAST, ""),
            log("c3", 3, "c", PAST, ""),
            log("d2", 2, "d", PAST, "2022-01-01T00:00:00Z"),
            log("e2", 2, "e", "2030-01-01T00:00:00Z", ""),
        ]
        .join(",");
        assert_eq!(logs(&config(&all, r#"{"selector":"ANY"}"#).unwrap()), ["a2"]);
        assert_eq!(logs(&config(&all, "{}").unwrap()), ["a2"]);
        assert_eq!(logs(&config(&all, r#"{"selector":"ALL"}"#).unwrap()), ["a2", "b1"]);
        assert_eq!(logs(&config(&all, r#"{"selector":"EXACT","count":2}"#).unwrap()), ["a2", "b1"]);
        let three = config(&all, r#"{"selector":"EXACT","count":3}"#).unwrap();
        let too_few = SigningConfigError::TooFew { at: "rekorTlogUrls", wanted: 3, found: 2 };
        assert_eq!(three.logs(NOW).unwrap_err(), too_few);
        assert_eq!(three.authority(NOW).unwrap().url, "https://ca.example");
        assert_eq!(three.issuer(NOW).unwrap_err(), SigningConfigError::NoService { at: "oidcUrls" });
        assert_eq!(three.timestamp_authorities(NOW), Ok(vec![]));
    }

    #[test]
    fn the_public_instance_has_a_service_of_each_kind() {
        let config = SigningConfig::sigstore().unwrap();
        assert!(config.authority(NOW).is_ok() && config.issuer(NOW).is_ok());
        assert_eq!(config.logs(NOW).unwrap().len(), 1);
        assert_eq!(config.timestamp_authorities(NOW).unwrap().len(), 1);
    }

    #[test]
    fn a_config_that_is_none_is_refused() {
        for (text, error) in [
            (r#"{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.1+json"}"#, "media type"),
            ("{", "EOF"),
            (r#"{"mediaType":"x","mediaType":"x"}"#, "duplicate"),
        ] {
            let found = SigningConfig::from_json(text.as_bytes()).unwrap_err().to_string();
            assert!(found.contains(error), "{found}");
        }
        for (logs, selector) in [
            (log("u", 1, "a", "yesterday", ""), "{}"),
            (log("", 1, "a", PAST, ""), "{}"),
            (log("u", 1, "a", PAST, ""), r#"{"selector":"EXACT"}"#),
            (log("u", 1, "a", PAST, ""), r#"{"selector":"SOME"}"#),
        ] {
            assert!(matches!(config(&logs, selector), Err(SigningConfigError::Field { .. })), "{logs} {selector}");
        }
        assert!(matches!(
            config(&vec![log("u", 1, "a", PAST, ""); 33].join(","), "{}"),
            Err(SigningConfigError::TooMany { .. })
        ));
    }
}
