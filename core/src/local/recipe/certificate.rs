use super::Recipe;
use crate::local::authority::Authority;
use crate::local::extension::{Extension, San};
use crate::time::{UnixTime, Validity};

impl Recipe {
    /// Whom the certificate is for.
    #[must_use]
    pub fn identity(self, identity: San) -> Self {
        self.identities([identity])
    }

    /// Whom the certificate is for: nobody, one or several.
    #[must_use]
    pub fn identities(mut self, identities: impl IntoIterator<Item = San>) -> Self {
        self.leaf.identities = identities.into_iter().collect();
        self
    }

    /// The provider of the identity: Fulcio's claims .1 and .8.
    #[must_use]
    pub fn issuer(self, issuer: &str) -> Self {
        self.claim(1, issuer).claim(8, issuer)
    }

    /// One of Fulcio's claims, 1.3.6.1.4.1.57264.1.N: .1 to .6 as raw text, later ones as a UTF8String.
    #[must_use]
    pub fn claim(mut self, number: u8, text: &str) -> Self {
        self.leaf.claims.retain(|(n, _)| *n != number);
        self.leaf.claims.push((number, text.to_owned()));
        self
    }

    /// Without one of Fulcio's claims.
    #[must_use]
    pub fn without_claim(mut self, number: u8) -> Self {
        self.leaf.claims.retain(|(n, _)| *n != number);
        self
    }

    /// A GitHub workflow, for example `("owner/repository", "release.yml", "refs/tags/v1.0")`: the identity, and the
    /// claims .1 to .6 and .8 to .22 as Fulcio fills them.
    #[must_use]
    pub fn github(mut self, repository: &str, workflow: &str, reference: &str) -> Self {
        const COMMIT: &str = "8f4c1c0b6c1f4b9a8d7e6f5a4b3c2d1e0f9a8b7c";
        let issuer = "https://token.actions.githubusercontent.com";
        let url = format!("https://github.com/{repository}");
        let file = format!("{url}/.github/workflows/{workflow}@{reference}");
        let owner = repository.split('/').next().unwrap_or(repository);
        let owner_url = format!("https://github.com/{owner}");
        let run = format!("{url}/actions/runs/1/attempts/1");
        self.leaf.identities = vec![San::Uri(file.clone())];
        let claims = [
            (1, issuer),
            (2, "push"),
            (3, COMMIT),
            (4, workflow),
            (5, repository),
            (6, reference),
            (8, issuer),
            (9, &file),
            (10, COMMIT),
            (11, "github-hosted"),
            (12, &url),
            (13, COMMIT),
            (14, reference),
            (15, "1234567"),
            (16, &owner_url),
            (17, "7654321"),
            (18, &file),
            (19, COMMIT),
            (20, "push"),
            (21, &run),
            (22, "public"),
        ];
        self.leaf.claims = claims.map(|(number, text)| (number, text.to_owned())).to_vec();
        self
    }

    /// When the certificate is valid; the SCT is from its start.
    #[must_use]
    pub fn certificate_validity(mut self, start: UnixTime, end: UnixTime) -> Self {
        self.leaf.validity = Validity { start, end: Some(end) };
        self
    }

    /// The certificate's extended key usage, purposes as object identifiers; none leaves the extension out.
    #[must_use]
    pub fn usages(mut self, purposes: impl IntoIterator<Item = Vec<u64>>) -> Self {
        self.leaf.usages = purposes.into_iter().collect();
        self
    }

    /// The certificate's key usage, bits as RFC 5280 section 4.2.1.3 numbers them; none leaves the extension out.
    #[must_use]
    pub fn key_usage(mut self, bits: impl IntoIterator<Item = u8>) -> Self {
        self.leaf.key_usage = bits.into_iter().collect();
        self
    }

    /// One more extension of the certificate: object identifier, criticality, DER of its value.
    #[must_use]
    pub fn extension(mut self, oid: &[u64], critical: bool, value: impl Into<Vec<u8>>) -> Self {
        self.leaf.extensions.push(Extension { oid: oid.to_vec(), critical, value: value.into() });
        self
    }

    /// The intermediate may issue below this name only.
    #[must_use]
    pub fn permitted_names(mut self, base: San) -> Self {
        self.permitted = Some(base);
        self
    }

    /// How many intermediates there are (one or two), with path lengths that allow it; all of them in the trusted root.
    #[must_use]
    pub fn intermediates(mut self, count: usize) -> Self {
        self.intermediates = count;
        self
    }

    /// The trusted root has the root certificate alone, so the bundle must carry the intermediate.
    #[must_use]
    pub fn root_only_in_trusted_root(mut self) -> Self {
        self.intermediate_in_root = false;
        self
    }

    /// The CT logs that promise the certificate, by number: `[]` none, `[0, 1]` both, `[0, 0]` one of them twice.
    #[must_use]
    pub fn scts(mut self, logs: impl IntoIterator<Item = usize>) -> Self {
        self.scts = logs.into_iter().collect();
        self
    }

    /// The time of the SCTs.
    #[must_use]
    pub fn sct_time(mut self, time: UnixTime) -> Self {
        self.sct_time = Some(time);
        self
    }

    /// Extensions of the SCTs, which are signed with them.
    #[must_use]
    pub fn sct_extensions(mut self, extensions: impl Into<Vec<u8>>) -> Self {
        self.sct_extensions = extensions.into();
        self
    }

    /// The CT logs of another authority promise the certificate; the trusted root keeps its own.
    #[must_use]
    pub fn scts_of(mut self, other: &Authority) -> Self {
        self.promised_by = Some(other.clone());
        self
    }
}
