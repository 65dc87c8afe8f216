use super::builders::Builders;

/// What is expected of an artifact's provenance: SLSA v1.2, verifying artifacts, steps 1 and 2.
///
/// There is no default for the source: whoever does not say from which repository an artifact must come accepts what a
/// stranger built from a stranger's repository, with perfect provenance.
///
/// A mistake in an expectation (a version that is none, a pattern) is a refusal with `policy.malformed`.
#[derive(Clone, Debug)]
#[must_use]
pub struct Expectations {
    pub(super) source: String,
    pub(super) builders: Option<Builders>,
    pub(super) builder: Option<String>,
    pub(super) build_type: Option<String>,
    pub(super) refs: Vec<RefDemand>,
    pub(super) commit: Option<String>,
    pub(super) workflow: Option<String>,
    pub(super) repository_id: Option<String>,
    pub(super) owner_id: Option<String>,
    pub(super) runner: Option<String>,
    pub(super) inputs: Vec<(String, String)>,
    pub(super) parameters: Vec<String>,
    pub(super) level: Option<u8>,
    pub(super) package: Option<String>,
    pub(super) version: Option<String>,
}

/// What is expected of the reference that was built.
#[derive(Clone, Debug)]
pub(super) enum RefDemand {
    /// A full reference.
    Exact(String),
    /// The name of a branch.
    Branch(String),
    /// The name of a tag.
    Tag(String),
    /// A version that the tag must be of.
    VersionedTag(String),
}

impl Expectations {
    /// The artifact was built from this repository: `https://github.com/octo/app`, `github.com/octo/app` or
    /// `git+https://github.com/octo/app`. Letter by letter, also in case.
    pub fn new(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            builders: None,
            builder: None,
            build_type: None,
            refs: Vec::new(),
            commit: None,
            workflow: None,
            repository_id: None,
            owner_id: None,
            runner: None,
            inputs: Vec::new(),
            parameters: Vec::new(),
            level: None,
            package: None,
            version: None,
        }
    }

    /// Trust these builders and no others; without this, [`Builders::embedded`].
    pub fn builders(self, builders: Builders) -> Self {
        Self { builders: Some(builders), ..self }
    }

    /// This builder built it: its id, with `@VERSION` where the version matters. `v1.2.3` and `refs/tags/v1.2.3` are the
    /// same version. Some builders are trusted only when they are named so.
    pub fn builder(self, id: &str) -> Self {
        Self { builder: Some(id.to_owned()), ..self }
    }

    /// The build type is this one.
    pub fn build_type(self, uri: &str) -> Self {
        Self { build_type: Some(uri.to_owned()), ..self }
    }

    /// It was built from this full git reference, `refs/heads/main`.
    pub fn git_ref(self, reference: &str) -> Self {
        self.demand(RefDemand::Exact(reference.to_owned()))
    }

    /// It was built from this branch, or from a tag that was made on it.
    pub fn branch(self, name: &str) -> Self {
        self.demand(RefDemand::Branch(name.to_owned()))
    }

    /// It was built from this tag.
    pub fn tag(self, name: &str) -> Self {
        self.demand(RefDemand::Tag(name.to_owned()))
    }

    /// It was built from a tag of this [semantic version](https://semver.org): `v1` is any `v1.x.y`, `v1.2` any `v1.2.x`.
    pub fn versioned_tag(self, version: &str) -> Self {
        self.demand(RefDemand::VersionedTag(version.to_owned()))
    }

    /// It was built from this commit, in full.
    pub fn commit(self, digest: &str) -> Self {
        Self { commit: Some(digest.to_owned()), ..self }
    }

    /// These are the top-level build instructions: their path in the repository, `.github/workflows/release.yml`.
    pub fn workflow(self, path: &str) -> Self {
        Self { workflow: Some(path.to_owned()), ..self }
    }

    /// The repository has this id, which stays when the name changes hands.
    pub fn repository_id(self, id: &str) -> Self {
        Self { repository_id: Some(id.to_owned()), ..self }
    }

    /// The owner of the repository has this id.
    pub fn owner_id(self, id: &str) -> Self {
        Self { owner_id: Some(id.to_owned()), ..self }
    }

    /// It was built on runners of this class: `github-hosted` or `self-hosted`.
    pub fn runner(self, class: &str) -> Self {
        Self { runner: Some(class.to_owned()), ..self }
    }

    /// Whoever started the build gave this input; may be called for several.
    pub fn input(mut self, name: &str, value: &str) -> Self {
        self.inputs.push((name.to_owned(), value.to_owned()));
        self
    }

    /// An external parameter that the build type does not have may be there, whatever it says.
    pub fn parameter(mut self, name: &str) -> Self {
        self.parameters.push(name.to_owned());
        self
    }

    /// The builder is trusted up to this level of SLSA's build track at least.
    pub fn level(self, at_least: u8) -> Self {
        Self { level: Some(at_least), ..self }
    }

    /// The provenance is about a package of this name, `@octo/app`.
    pub fn package(self, name: &str) -> Self {
        Self { package: Some(name.to_owned()), ..self }
    }

    /// The provenance is about this version of the package.
    pub fn package_version(self, version: &str) -> Self {
        Self { version: Some(version.to_owned()), ..self }
    }

    fn demand(mut self, demand: RefDemand) -> Self {
        self.refs.push(demand);
        self
    }
}
