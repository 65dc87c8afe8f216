use super::error::PolicyError;
use super::facts::Claim;
use super::forge::{Layout, Repository, RepositoryName, Workflow};
use super::glob::Glob;
use super::rule::{Pattern, Rule};

/// Whom a certificate must name: an identity, the provider that vouches for it, and what else it must say.
///
/// A mistake in an option (an empty text, a pattern that strangers could satisfy) is reported by whatever takes the
/// identity, such as [`Policy::signed_by`](super::Policy::signed_by).
#[derive(Clone, Debug)]
#[must_use]
pub struct Identity {
    rules: Vec<Rule>,
    forge: Option<Forge>,
    problem: Option<PolicyError>,
}

/// What is written of a GitHub or GitLab identity.
#[derive(Clone, Debug)]
struct Forge {
    layout: Layout,
    name: RepositoryName,
    server: Option<String>,
    issuer: Option<String>,
    workflow: Option<String>,
    signer_workflow: Option<String>,
    git_ref: Option<String>,
}

impl Identity {
    /// Exactly this identity (e-mail address, URI or user name), from exactly this issuer.
    pub fn exact(san: &str, issuer: &str) -> Self {
        Self::of(Pattern::exact("identity", san), Pattern::exact("issuer", issuer))
    }

    /// Exactly this identity, in a certificate that names no issuer: GitHub's own instance certifies releases so, for
    /// `https://dotcom.releases.github.com`.
    pub fn exact_without_issuer(san: &str) -> Self {
        match Pattern::exact("identity", san) {
            Ok(san) => Self { rules: vec![Rule::San(san), Rule::NoIssuer], forge: None, problem: None },
            Err(problem) => Self { rules: Vec::new(), forge: None, problem: Some(problem) },
        }
    }

    /// Identities that match a glob, from exactly this issuer. See the [dialect](crate::Policy#globs).
    ///
    /// The owner must be literal: of a URI the scheme, the host and the first path segment with the `/` after it
    /// (`https://github.com/octo/**`), of an e-mail address the domain (`*@example.com`).
    pub fn glob(san: &str, issuer: &str) -> Self {
        Self::of(Pattern::owned_glob(san), Pattern::exact("issuer", issuer))
    }

    /// Identities that a regular expression matches from end to end, from exactly this issuer.
    ///
    /// The expression is anchored at both ends, whether it says so or not. It must begin with the literal scheme, host
    /// and owner of a URI, or end with the literal domain of an address; there, a dot means a dot, and every match has
    /// that beginning or end, also one by another alternative.
    pub fn regex(san: &str, issuer: &str) -> Self {
        Self::of(Pattern::owned_regex(san), Pattern::exact("issuer", issuer))
    }

    /// Identities and issuers that match globs, however wide: strangers may satisfy them.
    pub fn glob_dangerous(san: &str, issuer: &str) -> Self {
        Self::of(Pattern::wide_glob(san), Pattern::wide_glob(issuer))
    }

    /// Identities and issuers that regular expressions match from end to end, however wide: strangers may satisfy them.
    pub fn regex_dangerous(san: &str, issuer: &str) -> Self {
        Self::of(Pattern::wide_regex(san), Pattern::wide_regex(issuer))
    }

    /// A GitHub Actions workflow of the repository `OWNER/REPO`.
    ///
    /// The issuer is `https://token.actions.githubusercontent.com`. The certificate's source repository and the
    /// repository of the workflow that signed must both be this one; allow a shared (reusable) workflow of another
    /// repository with [`Self::signer_workflow`]. As on GitHub, case does not matter in `OWNER/REPO`, and only there.
    pub fn github(repository: &str) -> Self {
        let name = repository_name("github", repository, 2..=2).map(RepositoryName::One);
        Self::forge(Layout::Github, name)
    }

    /// A GitHub Actions workflow of any repository of an owner, built from any repository of that owner.
    pub fn github_owner(owner: &str) -> Self {
        let name = repository_name("github-owner", owner, 1..=1).map(RepositoryName::AllOf);
        Self::forge(Layout::Github, name)
    }

    /// A GitLab pipeline of the project `GROUP/PROJECT` (or `GROUP/SUBGROUP/PROJECT`), issuer `https://gitlab.com`.
    pub fn gitlab(project: &str) -> Self {
        let name = repository_name("gitlab", project, 2..=21).map(RepositoryName::One);
        Self::forge(Layout::Gitlab, name)
    }

    /// A Buildkite pipeline, `ORGANIZATION/PIPELINE`, issuer `https://agent.buildkite.com`.
    pub fn buildkite(pipeline: &str) -> Self {
        let san = repository_name("buildkite", pipeline, 2..=2);
        let san = san.and_then(|slug| Pattern::exact("buildkite", &format!("https://buildkite.com/{slug}")));
        Self::of(san, Pattern::exact("issuer", "https://agent.buildkite.com"))
    }

    /// A CircleCI project by the ids of its organization and itself, issuer `https://oidc.circleci.com/org/ID`.
    ///
    /// Jobs that somebody reran with a shell in them (`ssh-rerun`) are refused.
    pub fn circleci(organization_id: &str, project_id: &str) -> Self {
        let organization = repository_name("circleci", organization_id, 1..=1);
        let project = repository_name("circleci", project_id, 1..=1);
        // sigstore/fulcio config/identity/config.yaml, circleci-job
        let san = project.and_then(|id| {
            Pattern::owned_glob(&format!("https://circleci.com/api/v2/projects/{id}/pipeline-definitions/*"))
        });
        let issuer =
            organization.and_then(|id| Pattern::exact("issuer", &format!("https://oidc.circleci.com/org/{id}")));
        let mut identity = Self::of(san, issuer);
        // sigstore/fulcio docs/oid-info.md: "Don't trust when runner_environment is ssh-rerun."
        identity.rules.push(Rule::ClaimIsNot(Claim::RunnerEnvironment, "ssh-rerun"));
        identity
    }

    /// A person or service account by its Google address, issuer `https://accounts.google.com`.
    pub fn google(email: &str) -> Self {
        Self::exact(email, "https://accounts.google.com")
    }

    /// The workflow file: `release.yml`, or a glob of names. At GitLab a path in the project: `.gitlab-ci.yml`.
    ///
    /// Of a GitHub workflow that calls another one of its repository, this is the one called: it signs. With
    /// [`Self::signer_workflow`] it is the calling one, of the source repository.
    pub fn workflow(self, file: &str) -> Self {
        self.forge_option("workflow", file, |forge| &mut forge.workflow)
    }

    /// A shared workflow of another repository signs: `OWNER/REPO/.github/workflows/FILE`, and `@` with a glob of its
    /// ref where that matters. At GitLab `GROUP/PROJECT//PATH`.
    pub fn signer_workflow(self, workflow: &str) -> Self {
        self.forge_option("signer-workflow", workflow, |forge| &mut forge.signer_workflow)
    }

    /// Built from a tag that matches this glob (`v*`).
    pub fn tag(self, glob: &str) -> Self {
        self.with_ref("tag", "refs/tags/", glob)
    }

    /// Built from a branch that matches this glob (`main`, `release/*`).
    pub fn branch(self, glob: &str) -> Self {
        self.with_ref("branch", "refs/heads/", glob)
    }

    /// Built from a ref that matches this glob (`refs/tags/v*`).
    pub fn git_ref(self, glob: &str) -> Self {
        self.with_ref("ref", "", glob)
    }

    /// The server, for example `https://octo.ghe.com` or `https://gitlab.example.com`, in place of the public one.
    pub fn server(self, url: &str) -> Self {
        self.forge_option("server", url, |forge| &mut forge.server)
    }

    /// The issuer, exactly, in place of the server's own: an enterprise's is
    /// `https://token.actions.githubusercontent.com/ENTERPRISE`.
    pub fn issuer(self, url: &str) -> Self {
        self.forge_option("issuer", url, |forge| &mut forge.issuer)
    }

    /// The commit that was built.
    pub fn commit(self, commit: &str) -> Self {
        self.claim("commit", Claim::SourceDigest, commit)
    }

    /// The deployment environment.
    pub fn environment(self, name: &str) -> Self {
        self.claim("environment", Claim::Environment, name)
    }

    /// The event that started the build: `push`, `release`, `workflow_dispatch`.
    pub fn trigger(self, event: &str) -> Self {
        self.claim("trigger", Claim::BuildTrigger, event)
    }

    /// The immutable id of the source repository's owner.
    pub fn owner_id(self, id: impl ToString) -> Self {
        self.claim("owner-id", Claim::SourceOwnerId, &id.to_string())
    }

    /// The immutable id of the source repository: it survives a rename and dies with the repository.
    pub fn repository_id(self, id: impl ToString) -> Self {
        self.claim("repository-id", Claim::SourceRepositoryId, &id.to_string())
    }

    /// The source repository's visibility when it signed: `public`, `private`, `internal`.
    pub fn visibility(self, visibility: &str) -> Self {
        self.claim("visibility", Claim::Visibility, visibility)
    }

    /// Where it was built: `github-hosted`, `self-hosted`, `gitlab-hosted`.
    pub fn runner(self, environment: &str) -> Self {
        self.claim("runner", Claim::RunnerEnvironment, environment)
    }

    /// What a certificate must meet, all of it.
    pub(super) fn rules(&self) -> Result<Vec<Rule>, PolicyError> {
        if let Some(problem) = &self.problem {
            return Err(problem.clone());
        }
        let mut rules = self.forge.as_ref().map_or_else(|| Ok(Vec::new()), Forge::rules)?;
        rules.extend(self.rules.iter().cloned());
        Ok(rules)
    }

    fn of(san: Result<Pattern, PolicyError>, issuer: Result<Pattern, PolicyError>) -> Self {
        match (san, issuer) {
            (Ok(san), Ok(issuer)) => {
                Self { rules: vec![Rule::San(san), Rule::Issuer(issuer)], forge: None, problem: None }
            }
            (Err(problem), _) | (_, Err(problem)) => Self { rules: Vec::new(), forge: None, problem: Some(problem) },
        }
    }

    fn forge(layout: Layout, name: Result<RepositoryName, PolicyError>) -> Self {
        let forge = |name| Forge {
            layout,
            name,
            server: None,
            issuer: None,
            workflow: None,
            signer_workflow: None,
            git_ref: None,
        };
        match name {
            Ok(name) => Self { rules: Vec::new(), forge: Some(forge(name)), problem: None },
            Err(problem) => Self { rules: Vec::new(), forge: None, problem: Some(problem) },
        }
    }

    /// Keeps the first problem.
    fn and(mut self, outcome: Result<(), PolicyError>) -> Self {
        self.problem = self.problem.or(outcome.err());
        self
    }

    fn forge_option(
        mut self,
        option: &'static str,
        value: &str,
        field: impl FnOnce(&mut Forge) -> &mut Option<String>,
    ) -> Self {
        let outcome = match &mut self.forge {
            None => Err(PolicyError::Unused { option }),
            Some(_) if value.is_empty() => Err(PolicyError::Empty { option }),
            Some(forge) => match field(forge).replace(value.to_owned()) {
                Some(_) => Err(PolicyError::Conflict { option, why: "one value each" }),
                None => Ok(()),
            },
        };
        self.and(outcome)
    }

    fn with_ref(mut self, option: &'static str, prefix: &str, glob: &str) -> Self {
        if glob.is_empty() {
            return self.and(Err(PolicyError::Empty { option }));
        }
        let full = format!("{prefix}{glob}");
        let given = self.rules.iter().any(|rule| matches!(rule, Rule::Claim(Claim::SourceRef, _)));
        if given {
            return self.and(Err(PolicyError::Conflict { option, why: "one of tag, branch and ref" }));
        }
        let outcome = Pattern::wide_glob(&full).map(|pattern| {
            self.rules.push(Rule::Claim(Claim::SourceRef, pattern));
            if let Some(forge) = &mut self.forge {
                forge.git_ref = Some(full);
            }
        });
        self.and(outcome)
    }

    fn claim(mut self, option: &'static str, claim: Claim, value: &str) -> Self {
        if self.rules.iter().any(|rule| matches!(rule, Rule::Claim(given, _) if *given == claim)) {
            return self.and(Err(PolicyError::Conflict { option, why: "one value each" }));
        }
        let outcome = Pattern::exact(option, value).map(|pattern| self.rules.push(Rule::Claim(claim, pattern)));
        self.and(outcome)
    }
}

impl Forge {
    fn rules(&self) -> Result<Vec<Rule>, PolicyError> {
        let server = self.server()?;
        let repository = |name| Repository { layout: self.layout, server: server.clone().into(), name };
        let own = repository(self.name.clone());
        let file = self.workflow.as_deref().map(|file| self.file("workflow", file)).transpose()?;
        let git_ref = self.git_ref.as_deref().map(glob).transpose()?;
        let issuer = self.issuer.clone().unwrap_or_else(|| self.default_issuer(&server));
        let mut rules = vec![Rule::Issuer(Pattern::exact("issuer", &issuer)?), Rule::SourceRepository(own.clone())];
        let Some(signer) = &self.signer_workflow else {
            rules.push(Rule::SanWorkflow(Workflow { repository: own, file, git_ref }));
            return Ok(rules);
        };
        let (name, signer_file, signer_ref) = self.signer(signer)?;
        let workflow = Workflow {
            repository: repository(RepositoryName::One(name)),
            file: Some(signer_file),
            git_ref: signer_ref,
        };
        rules.push(Rule::SanWorkflow(workflow));
        match (self.layout, file) {
            (_, None) => {}
            (Layout::Github, file) => rules.push(Rule::BuildConfig(Workflow { repository: own, file, git_ref })),
            // GitLab's certificates name one configuration only.
            (Layout::Gitlab, Some(_)) => {
                return Err(PolicyError::Conflict { option: "workflow", why: "signer-workflow names the file" });
            }
        }
        Ok(rules)
    }

    /// With the slash after the host.
    fn server(&self) -> Result<String, PolicyError> {
        let Some(url) = &self.server else {
            let host = if self.layout == Layout::Github { "github.com" } else { "gitlab.com" };
            return Ok(format!("https://{host}/"));
        };
        let host = url.strip_prefix("https://").map(|rest| rest.strip_suffix('/').unwrap_or(rest));
        match host.filter(|host| !host.is_empty() && host.chars().all(|c| is_name_char(c) || c == ':')) {
            Some(host) => Ok(format!("https://{host}/")),
            None => Err(PolicyError::Value { option: "server", value: url.clone(), why: "expected https://HOST" }),
        }
    }

    fn default_issuer(&self, server: &str) -> String {
        let host = server.trim_start_matches("https://").trim_end_matches('/');
        match self.layout {
            Layout::Gitlab => format!("https://{host}"),
            Layout::Github if host == "github.com" => "https://token.actions.githubusercontent.com".to_owned(),
            // GitHub Enterprise Cloud with data residency, then GitHub Enterprise Server.
            Layout::Github if host.ends_with(".ghe.com") => format!("https://token.actions.{host}"),
            Layout::Github => format!("https://{host}/_services/token"),
        }
    }

    fn file(&self, option: &'static str, file: &str) -> Result<Glob, PolicyError> {
        let name = match self.layout {
            Layout::Github => file.strip_prefix(".github/workflows/").unwrap_or(file),
            Layout::Gitlab => file,
        };
        let path = self.layout == Layout::Github && name.contains('/');
        if path || name.contains('@') {
            let why = "expected the name of a file; the ref is an option of its own";
            return Err(PolicyError::Value { option, value: file.to_owned(), why });
        }
        glob(name)
    }

    /// Repository, file and ref of `OWNER/REPO/.github/workflows/FILE@REF`.
    fn signer(&self, text: &str) -> Result<(Box<str>, Glob, Option<Glob>), PolicyError> {
        let why = match self.layout {
            Layout::Github => "expected OWNER/REPO/.github/workflows/FILE, and @REF if that matters",
            Layout::Gitlab => "expected GROUP/PROJECT//PATH, and @REF if that matters",
        };
        let option = "signer-workflow";
        let wrong = || PolicyError::Value { option, value: text.to_owned(), why };
        let (name, rest) = text.split_once(self.layout.separator()).ok_or_else(wrong)?;
        let name = repository_name(option, name, 2..=21).map_err(|_| wrong())?;
        let (file, git_ref) = rest.split_once('@').map_or((rest, None), |(file, git_ref)| (file, Some(git_ref)));
        Ok((name, self.file(option, file)?, git_ref.map(glob).transpose()?))
    }
}

fn glob(text: &str) -> Result<Glob, PolicyError> {
    Glob::new(text).map_err(|error| PolicyError::Pattern { pattern: text.to_owned(), why: error.to_string() })
}

/// `OWNER/REPO`: literal segments of what forges allow in names.
fn repository_name(
    option: &'static str,
    name: &str,
    segments: std::ops::RangeInclusive<usize>,
) -> Result<Box<str>, PolicyError> {
    if name.is_empty() {
        return Err(PolicyError::Empty { option });
    }
    let plausible = |segment: &str| !segment.is_empty() && segment.chars().all(is_name_char);
    if segments.contains(&name.split('/').count()) && name.split('/').all(plausible) {
        return Ok(name.into());
    }
    let why = if *segments.end() == 1 { "expected one literal name" } else { "expected OWNER/NAME, both literal" };
    Err(PolicyError::Value { option, value: name.to_owned(), why })
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')
}
