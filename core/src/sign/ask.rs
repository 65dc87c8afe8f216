//! One request to a service that signs, and what may be wrong with its answer.

use super::error::{SigningError, SigningProblem, Stage};
use crate::encoding::json;
use crate::net::{Request, Transport};

/// A request of a stage.
pub(super) struct Ask {
    pub(super) stage: Stage,
    pub(super) request: Request,
}

impl Ask {
    /// The body of a successful answer.
    pub(super) fn send(&self, transport: &dyn Transport) -> Result<Vec<u8>, SigningError> {
        let answer = transport.send(&self.request).and_then(|answer| answer.success(&self.request));
        answer.map_err(|error| SigningError::at(self.stage, error.into()))
    }

    /// A successful answer that is JSON of this form; `rule` says what it is not otherwise.
    pub(super) fn json<T: serde::de::DeserializeOwned>(
        &self,
        transport: &dyn Transport,
        rule: &'static str,
    ) -> Result<T, SigningError> {
        let answer = self.send(transport)?;
        let read = std::str::from_utf8(&answer).ok().and_then(|text| json::from_str(text).ok());
        read.ok_or_else(|| self.odd(rule))
    }

    /// The answer is not what was asked for.
    pub(super) fn odd(&self, rule: &'static str) -> SigningError {
        SigningError::at(self.stage, SigningProblem::Answer { url: self.request.shown(), rule })
    }
}
