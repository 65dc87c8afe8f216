use super::bundle::Material;
use super::content::Signed;
use super::error::{SigningError, Stage};
use super::{rekor_v1, rekor_v2, tsa};
use crate::net::Transport;
use crate::time::UnixTime;
use crate::trust::{Service, SigningConfig};

/// The services that take part in a signature.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Services {
    pub(super) authority: Option<String>,
    /// Address and major version.
    pub(super) logs: Vec<(String, u32)>,
    pub(super) timestamp_authorities: Vec<String>,
}

impl Services {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Those of the config that are to be used at this time. A config without a certificate authority suffices for keys.
    pub fn from_config(config: &SigningConfig, now: UnixTime) -> Result<Self, SigningError> {
        Self::new().or_config(config, now)
    }

    /// The same, and of each kind of which none is named yet, those of the config that are to be used at this time.
    pub fn or_config(mut self, config: &SigningConfig, now: UnixTime) -> Result<Self, SigningError> {
        let failed = |error: crate::trust::SigningConfigError| SigningError::at(Stage::Config, error.into());
        if self.authority.is_none() {
            // Keys need none; who needs one says that it is missing.
            self.authority = config.authority(now).ok().map(|authority| authority.url.clone());
        }
        if self.logs.is_empty() {
            let log = |log: &Service| (log.url.clone(), log.version);
            self.logs = config.logs(now).map_err(failed)?.into_iter().map(log).collect();
        }
        if self.timestamp_authorities.is_empty() {
            let authorities = config.timestamp_authorities(now).map_err(failed)?;
            self.timestamp_authorities = authorities.into_iter().map(|authority| authority.url.clone()).collect();
        }
        Ok(self)
    }

    /// With this certificate authority, a Fulcio, by its address.
    pub fn authority(self, url: impl Into<String>) -> Self {
        Self { authority: Some(trimmed(url)), ..self }
    }

    /// With this log, a Rekor, by its address and major version, 1 or 2; may be called for several.
    pub fn log(mut self, url: impl Into<String>, version: u32) -> Self {
        self.logs.push((trimmed(url), version));
        self
    }

    /// With this timestamp authority, by its whole address; may be called for several.
    pub fn timestamp_authority(mut self, url: impl Into<String>) -> Self {
        self.timestamp_authorities.push(url.into());
        self
    }

    /// Timestamps first: what fails there has left nothing in a log.
    pub(super) fn witness(
        &self,
        transport: &dyn Transport,
        material: &Material<'_>,
        signed: &Signed,
    ) -> Result<(Vec<serde_json::Value>, Vec<Vec<u8>>), SigningError> {
        let timestamp = |url: &String| tsa::timestamp(transport, url, &signed.signature);
        let timestamps = self.timestamp_authorities.iter().map(timestamp).collect::<Result<Vec<_>, _>>()?;
        let entry = |(url, version): &(String, u32)| match version {
            2 => rekor_v2::entry(transport, url, material, signed),
            _ => rekor_v1::entry(transport, url, material, signed),
        };
        let entries = self.logs.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        Ok((entries, timestamps))
    }
}

fn trimmed(url: impl Into<String>) -> String {
    url.into().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixTime = UnixTime::from_secs(1_795_262_400);

    fn config(authorities: &str, logs: &str) -> SigningConfig {
        let service = |url: &str| format!(r#"{{"url":"https://{url}","majorApiVersion":1,"operator":"o"}}"#);
        let list = |url: &str| if url.is_empty() { String::new() } else { service(url) };
        let json = format!(
            r#"{{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","caUrls":[{}],
            "rekorTlogUrls":[{}],"tsaUrls":[{}]}}"#,
            list(authorities),
            list(logs),
            list("tsa.example")
        );
        SigningConfig::from_json(json.as_bytes()).unwrap()
    }

    #[test]
    fn what_is_named_takes_the_place_of_the_configs_and_of_no_other_kind() {
        let all = Services::from_config(&config("ca.example", "log.example"), NOW).unwrap();
        assert_eq!(all.authority.as_deref(), Some("https://ca.example"));
        assert_eq!(all.logs, [("https://log.example".to_owned(), 1)]);
        let named = Services::new().log("https://other.example/", 2).timestamp_authority("https://stamp.example");
        let named = named.or_config(&config("ca.example", ""), NOW).unwrap();
        assert_eq!(named.authority.as_deref(), Some("https://ca.example"));
        assert_eq!(named.logs, [("https://other.example".to_owned(), 2)]);
        assert_eq!(named.timestamp_authorities, ["https://stamp.example"]);
    }

    #[test]
    fn a_config_without_a_log_is_refused_and_one_without_an_authority_is_for_keys() {
        let error = Services::from_config(&config("ca.example", ""), NOW).unwrap_err();
        assert_eq!(error.stage(), Stage::Config);
        assert_eq!(Services::from_config(&config("", "log.example"), NOW).unwrap().authority, None);
    }
}
