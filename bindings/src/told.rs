use std::borrow::Cow;
use std::fmt;

use sealwright::{Check, Code, Explain, Value};

/// An error that went out to the other language and comes back, as the failed check that it was.
#[derive(Clone, Debug)]
pub struct Told(pub Box<Check>);

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.message.as_deref().unwrap_or(self.0.code.meaning()))
    }
}

impl std::error::Error for Told {}

impl Explain for Told {
    fn code(&self) -> Code {
        self.0.code
    }

    fn expected(&self) -> Option<Value> {
        self.0.expected.clone()
    }

    fn found(&self) -> Option<Value> {
        self.0.found.clone()
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        self.0.at.clone()
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        self.0.hint.clone()
    }

    fn spec(&self) -> &'static str {
        self.0.spec
    }
}
