use crate::policy::Glob;

/// A name, or a pattern of names in the one dialect of globs (see [`Policy`](crate::Policy#globs)).
#[derive(Debug)]
pub(in crate::slsa) enum Name {
    /// Compared letter by letter, which is all that most entries need.
    Exact(Box<str>),
    Pattern(Box<Glob>),
}

impl Name {
    pub(super) fn new(text: &str) -> Result<Self, ()> {
        // Whatever has no meaning in a glob stands for itself.
        if !text.is_empty() && !text.contains(['*', '?', '[', '{', '\\']) {
            return Ok(Self::Exact(text.into()));
        }
        Glob::new(text).map(Box::new).map(Self::Pattern).map_err(drop)
    }

    pub(in crate::slsa) fn matches(&self, text: &str) -> bool {
        match self {
            Self::Exact(name) => **name == *text,
            Self::Pattern(glob) => glob.matches(text),
        }
    }

    /// Whether it is this name and no pattern.
    pub(in crate::slsa) fn is_exactly(&self, text: &str) -> bool {
        matches!(self, Self::Exact(name) if **name == *text)
    }

    /// As it is written.
    pub(in crate::slsa) fn as_str(&self) -> &str {
        match self {
            Self::Exact(name) => name,
            Self::Pattern(glob) => glob.as_str(),
        }
    }
}
