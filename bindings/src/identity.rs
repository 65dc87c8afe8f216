use sealwright::Identity;

/// The options of an identity, as both languages take them: keyword arguments, or an object.
#[derive(Clone, Default, Debug)]
pub struct IdentityOptions {
    /// [`Identity::workflow`]
    pub workflow: Option<String>,
    /// [`Identity::signer_workflow`]
    pub signer_workflow: Option<String>,
    /// [`Identity::tag`]
    pub tag: Option<String>,
    /// [`Identity::branch`]
    pub branch: Option<String>,
    /// [`Identity::git_ref`]
    pub git_ref: Option<String>,
    /// [`Identity::server`]
    pub server: Option<String>,
    /// [`Identity::issuer`]
    pub issuer: Option<String>,
    /// [`Identity::commit`]
    pub commit: Option<String>,
    /// [`Identity::environment`]
    pub environment: Option<String>,
    /// [`Identity::trigger`]
    pub trigger: Option<String>,
    /// [`Identity::owner_id`]
    pub owner_id: Option<String>,
    /// [`Identity::repository_id`]
    pub repository_id: Option<String>,
    /// [`Identity::visibility`]
    pub visibility: Option<String>,
    /// [`Identity::runner`]
    pub runner: Option<String>,
}

impl IdentityOptions {
    /// The identity with every option that is given.
    pub fn apply(self, identity: Identity) -> Identity {
        type Apply = fn(Identity, &str) -> Identity;
        let options: [(Option<String>, Apply); 14] = [
            (self.workflow, Identity::workflow),
            (self.signer_workflow, Identity::signer_workflow),
            (self.tag, Identity::tag),
            (self.branch, Identity::branch),
            (self.git_ref, Identity::git_ref),
            (self.server, Identity::server),
            (self.issuer, Identity::issuer),
            (self.commit, Identity::commit),
            (self.environment, Identity::environment),
            (self.trigger, Identity::trigger),
            (self.owner_id, |identity, id| identity.owner_id(id)),
            (self.repository_id, |identity, id| identity.repository_id(id)),
            (self.visibility, Identity::visibility),
            (self.runner, Identity::runner),
        ];
        options.into_iter().fold(identity, |identity, (option, apply)| match option {
            Some(value) => apply(identity, &value),
            None => identity,
        })
    }
}
