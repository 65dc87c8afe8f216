//! `[[signer]]`

use serde::Deserialize;
use toml::value::Datetime;

use super::{time, value, window};
use crate::crypto::PublicKey;
use crate::policy::error::PolicyError;
use crate::policy::signer::MAX_RULES;
use crate::policy::{Identity, Signer, TrustedKey};
use crate::time::UnixTime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SignerTable {
    san: Option<String>,
    san_glob: Option<String>,
    san_regex: Option<String>,
    san_glob_dangerous: Option<String>,
    san_regex_dangerous: Option<String>,
    issuer: Option<String>,
    github: Option<String>,
    github_owner: Option<String>,
    gitlab: Option<String>,
    buildkite: Option<String>,
    circleci: Option<CircleCiTable>,
    google: Option<String>,
    workflow: Option<String>,
    signer_workflow: Option<String>,
    tag: Option<String>,
    branch: Option<String>,
    r#ref: Option<String>,
    server: Option<String>,
    commit: Option<String>,
    environment: Option<String>,
    trigger: Option<String>,
    owner_id: Option<String>,
    repository_id: Option<String>,
    visibility: Option<String>,
    runner: Option<String>,
    key: Option<String>,
    hint: Option<String>,
    valid_from: Option<Datetime>,
    valid_until: Option<Datetime>,
    any_of: Option<Vec<SignerTable>>,
    all_of: Option<Vec<SignerTable>>,
    anyone_dangerous: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CircleCiTable {
    organization: String,
    project: String,
}

pub(super) fn signers(key: &str, tables: Vec<SignerTable>) -> Result<Vec<Signer>, PolicyError> {
    if tables.len() > MAX_RULES {
        return Err(PolicyError::Limit { what: "signers", limit: MAX_RULES });
    }
    let signer = |(index, table): (usize, SignerTable)| {
        let key = format!("{key}[{index}]");
        let signer = table.signer(&key)?;
        // Each by itself, so that the error names its place.
        match &signer {
            Signer::Identity(identity) => identity.rules().map(|_| signer).map_err(|error| error.at(key)),
            _ => Ok(signer),
        }
    };
    tables.into_iter().enumerate().map(signer).collect()
}

impl SignerTable {
    fn signer(mut self, key: &str) -> Result<Signer, PolicyError> {
        let kinds = [
            self.san.is_some(),
            self.san_glob.is_some(),
            self.san_regex.is_some(),
            self.san_glob_dangerous.is_some(),
            self.san_regex_dangerous.is_some(),
            self.github.is_some(),
            self.github_owner.is_some(),
            self.gitlab.is_some(),
            self.buildkite.is_some(),
            self.circleci.is_some(),
            self.google.is_some(),
            self.key.is_some(),
            self.any_of.is_some(),
            self.all_of.is_some(),
            self.anyone_dangerous.is_some(),
        ];
        if kinds.into_iter().filter(|given| *given).count() != 1 {
            let why = "expected one of san, san-glob, san-regex, github, github-owner, gitlab, buildkite, circleci, \
                       google, key, any-of, all-of";
            return Err(PolicyError::Conflict { option: "the kind of signer", why }.at(key));
        }
        if let Some(pem) = self.key.take() {
            return self.key(&pem).map(Signer::Key).map_err(|error| error.at(key));
        }
        if let Some(option) = self.key_option() {
            return Err(PolicyError::Unused { option }.at(key));
        }
        if let Some(identity) = self.identity().map_err(|error| error.at(key))? {
            return Ok(self.options(identity).into());
        }
        if let Some(option) = self.identity_option() {
            return Err(PolicyError::Unused { option }.at(key));
        }
        match (self.any_of, self.all_of, self.anyone_dangerous) {
            (Some(inner), _, _) if inner.is_empty() => Err(PolicyError::Empty { option: "any-of" }.at(key)),
            (_, Some(inner), _) if inner.is_empty() => Err(PolicyError::Empty { option: "all-of" }.at(key)),
            (Some(inner), _, _) => signers(&format!("{key}.any-of"), inner).map(Signer::AnyOf),
            (_, Some(inner), _) => signers(&format!("{key}.all-of"), inner).map(Signer::AllOf),
            (_, _, Some(true)) => Ok(Signer::AnyoneDangerous),
            _ => Err(value("anyone-dangerous", "false", "leave it out").at(key)),
        }
    }

    /// The identity without its options.
    fn identity(&mut self) -> Result<Option<Identity>, PolicyError> {
        type Issued = fn(&str, &str) -> Identity;
        type Named = fn(&str) -> Identity;
        let issued: [(Option<String>, Issued); 5] = [
            (self.san.take(), Identity::exact),
            (self.san_glob.take(), Identity::glob),
            (self.san_regex.take(), Identity::regex),
            (self.san_glob_dangerous.take(), Identity::glob_dangerous),
            (self.san_regex_dangerous.take(), Identity::regex_dangerous),
        ];
        for (san, new) in issued {
            let Some(san) = san else { continue };
            let issuer = self.issuer.take();
            let issuer = issuer.ok_or(value("issuer", "", "every identity has an issuer that vouches for it"))?;
            return Ok(Some(new(&san, &issuer)));
        }
        let named: [(Option<String>, Named); 5] = [
            (self.github.take(), Identity::github),
            (self.github_owner.take(), Identity::github_owner),
            (self.gitlab.take(), Identity::gitlab),
            (self.buildkite.take(), Identity::buildkite),
            (self.google.take(), Identity::google),
        ];
        if let Some((Some(name), new)) = named.into_iter().find(|(name, _)| name.is_some()) {
            return Ok(Some(new(&name)));
        }
        Ok(self.circleci.take().map(|ids| Identity::circleci(&ids.organization, &ids.project)))
    }

    fn options(self, mut identity: Identity) -> Identity {
        type Set = fn(Identity, &str) -> Identity;
        let options: [(Option<String>, Set); 14] = [
            (self.issuer, Identity::issuer),
            (self.server, Identity::server),
            (self.workflow, Identity::workflow),
            (self.signer_workflow, Identity::signer_workflow),
            (self.tag, Identity::tag),
            (self.branch, Identity::branch),
            (self.r#ref, Identity::git_ref),
            (self.commit, Identity::commit),
            (self.environment, Identity::environment),
            (self.trigger, Identity::trigger),
            (self.owner_id, |identity, id| identity.owner_id(id)),
            (self.repository_id, |identity, id| identity.repository_id(id)),
            (self.visibility, Identity::visibility),
            (self.runner, Identity::runner),
        ];
        for (value, set) in options {
            if let Some(value) = value {
                identity = set(identity, &value);
            }
        }
        identity
    }

    fn key_option(&self) -> Option<&'static str> {
        let given = [
            (self.hint.is_some(), "hint"),
            (self.valid_from.is_some(), "valid-from"),
            (self.valid_until.is_some(), "valid-until"),
        ];
        given.into_iter().find(|(given, _)| *given).map(|(_, option)| option)
    }

    fn identity_option(&self) -> Option<&'static str> {
        let given = [
            (&self.issuer, "issuer"),
            (&self.server, "server"),
            (&self.workflow, "workflow"),
            (&self.signer_workflow, "signer-workflow"),
            (&self.tag, "tag"),
            (&self.branch, "branch"),
            (&self.r#ref, "ref"),
            (&self.commit, "commit"),
            (&self.environment, "environment"),
            (&self.trigger, "trigger"),
            (&self.owner_id, "owner-id"),
            (&self.repository_id, "repository-id"),
            (&self.visibility, "visibility"),
            (&self.runner, "runner"),
        ];
        given.into_iter().find(|(given, _)| given.is_some()).map(|(_, option)| option)
    }

    fn key(self, pem: &str) -> Result<TrustedKey, PolicyError> {
        if let Some(option) = self.identity_option() {
            return Err(PolicyError::Unused { option });
        }
        let key = PublicKey::from_pem(pem).map_err(|error| PolicyError::Toml(format!("key: {error}")))?;
        let mut key = TrustedKey::new(key);
        if let Some(hint) = self.hint {
            key = key.hinted(hint);
        }
        if self.valid_from.is_none() && self.valid_until.is_none() {
            return Ok(key);
        }
        let start = self.valid_from.map_or(Ok(UnixTime::from_secs(0)), |from| time("valid-from", &from))?;
        let end = self.valid_until.map(|until| time("valid-until", &until)).transpose()?;
        window("valid-until", start, end).map(|window| key.valid(window))
    }
}
