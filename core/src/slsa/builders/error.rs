use std::borrow::Cow;

use crate::check::{Code, Explain, Value};

/// Why a registry of builders cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildersError {
    /// Larger than 1 MiB.
    #[error("the file of builders is larger than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// Not TOML, or not the TOML of builders.
    #[error("the file of builders cannot be read: {0}")]
    Toml(#[from] Box<toml::de::Error>),
    /// Of a version that is not known.
    #[error("the file of builders is of version {found}")]
    Version {
        /// The version.
        found: i64,
    },
    /// A value that cannot be used.
    #[error("{at} is {value:?}: {why}")]
    Value {
        /// Where, for example `builder[2].signer.issuer`.
        at: String,
        /// What is there.
        value: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Something that would make the entry trust everybody, or nobody.
    #[error("{at}: {why}")]
    Entry {
        /// Where.
        at: String,
        /// What is wrong.
        why: &'static str,
    },
}

impl Explain for BuildersError {
    fn code(&self) -> Code {
        Code::PolicyMalformed
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Version { .. } => Some("1".into()),
            Self::TooLarge { limit } => Some(Value::Text(format!("at most {limit} bytes").into())),
            _ => None,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Value { at, .. } | Self::Entry { at, .. } => Some(at.clone().into()),
            _ => None,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some("testdata/builders/example.toml shows every key of such a file".into())
    }
}
