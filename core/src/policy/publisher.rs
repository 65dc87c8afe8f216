//! Whom a certificate must name if one of PyPI's trusted publishers signed.

use super::glob::literal;
use super::identity::Identity;
use crate::attestation::Publisher;

impl Publisher {
    /// Whom the certificate must name if this publisher signed: the repository and workflow at GitHub or GitLab, or the
    /// address at Google. `None` for a publisher of another kind, or that lacks one of these.
    ///
    /// A publisher stands unsigned beside its attestations: look whether it is the one that may publish the package, then
    /// demand its identity.
    pub fn identity(&self) -> Option<Identity> {
        // docs.pypi.org/trusted-publishers: what the index knows of each kind.
        match self.kind() {
            "GitHub" => Some(Identity::github(self.field("repository")?).workflow(&literal(self.field("workflow")?))),
            "GitLab" => {
                Some(Identity::gitlab(self.field("repository")?).workflow(&literal(self.field("workflow_filepath")?)))
            }
            "Google" => Some(Identity::google(self.field("email")?)),
            _ => None,
        }
    }
}
