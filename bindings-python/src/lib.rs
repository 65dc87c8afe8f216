//! `sealwright._sealwright`: the core as Python classes. Everything is decided in the core; here it is converted.
//!
//! Every class is frozen and holds values of the core, so all of them may be used from several threads. Objects are made
//! of what a verdict holds only when somebody asks for them.

#![deny(unsafe_code)]

#[macro_use]
mod hint;

mod artifact;
mod attestation;
mod batch;
mod builders;
mod bundle;
mod call;
mod certificate;
mod check;
mod checkpoint;
mod claims;
mod deny;
mod digest;
mod entry;
mod envelope;
mod environment;
mod errors;
mod evidence;
mod expectations;
mod hash32;
mod http;
mod identity;
mod input;
mod job;
mod json;
mod judged;
mod key;
mod local;
mod local_log;
mod log;
mod login;
mod making;
mod pairs;
mod password;
mod policy;
mod private_key;
mod program;
mod provenance;
mod reading;
mod repository;
mod resource;
mod said;
mod sct;
mod services;
mod signer;
mod signing;
mod signing_key;
mod statement;
mod subjects;
mod summary;
mod time;
mod timestamp;
mod token;
mod trust;
mod validity;
mod verdict;
mod verifier;
mod waiting;
mod word;

use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::prelude::*;

/// For `__hash__`.
fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[pymodule(gil_used = false)]
mod _sealwright {
    #[pymodule_export]
    use super::artifact::Artifact;
    #[pymodule_export]
    use super::attestation::{Attestation, Publisher};
    #[pymodule_export]
    use super::batch::Verdicts;
    #[pymodule_export]
    use super::builders::Builders;
    #[pymodule_export]
    use super::bundle::{Bundle, BundleLines, Material, MessageSignature};
    #[pymodule_export]
    use super::certificate::{Certificate, CertificateAuthority, SubjectAltName, verify_certificate_path};
    #[pymodule_export]
    use super::check::{Check, codes, escape, explain};
    #[pymodule_export]
    use super::checkpoint::{
        Checkpoint, TreeHead, leaf_hash, root_from_inclusion, verify_consistency, verify_inclusion,
    };
    #[pymodule_export]
    use super::claims::{Claim, Claims};
    #[pymodule_export]
    use super::deny::DenyRule;
    #[pymodule_export]
    use super::digest::Digest;
    #[pymodule_export]
    use super::entry::{EntryBody, InclusionProof, LogEntry};
    #[pymodule_export]
    use super::envelope::{Envelope, EnvelopeSignature};
    #[pymodule_export]
    use super::environment::Environment;
    #[pymodule_export]
    use super::evidence::{EstablishedTime, Evidence, LogEvidence};
    #[pymodule_export]
    use super::expectations::Expectations;
    #[pymodule_export]
    use super::http::Http;
    #[pymodule_export]
    use super::identity::Identity;
    #[pymodule_export]
    use super::job::Job;
    #[pymodule_export]
    use super::judged::Judged;
    #[pymodule_export]
    use super::key::{PublicKey, TrustedKey};
    #[pymodule_export]
    use super::local::{LocalAuthority, LocalIdentity, LocalTrust};
    #[pymodule_export]
    use super::local_log::{LocalLog, LocalProof};
    #[pymodule_export]
    use super::log::{CtLog, Log, Witness};
    #[pymodule_export]
    use super::login::{DevicePrompt, Login};
    #[pymodule_export]
    use super::making::{LocalSource, NewProvenance};
    #[pymodule_export]
    use super::policy::{EvidenceDemand, Policy};
    #[pymodule_export]
    use super::private_key::{PrivateKey, key_file_format};
    #[pymodule_export]
    use super::program::run;
    #[pymodule_export]
    use super::provenance::{Provenance, Publish};
    #[pymodule_export]
    use super::reading::{Stop, artifact_from_path};
    #[pymodule_export]
    use super::repository::{Metadata, Repository};
    #[pymodule_export]
    use super::resource::NewResource;
    #[pymodule_export]
    use super::sct::UnverifiedSct;
    #[pymodule_export]
    use super::services::{Service, Services, SigningConfig, TrustConfig};
    #[pymodule_export]
    use super::signing::Signer;
    #[pymodule_export]
    use super::signing_key::SigningKey;
    #[pymodule_export]
    use super::statement::{Statement, Subject, read_predicate};
    #[pymodule_export]
    use super::subjects::Subjects;
    #[pymodule_export]
    use super::summary::{VsaExpectations, level_satisfies, summary_of};
    #[pymodule_export]
    use super::timestamp::Timestamp;
    #[pymodule_export]
    use super::token::Token;
    #[pymodule_export]
    use super::trust::{Instance, TrustRoot, UnusableLog};
    #[pymodule_export]
    use super::validity::Validity;
    #[pymodule_export]
    use super::verdict::{Refusal, Verified};
    #[pymodule_export]
    use super::verifier::Verifier;
    #[pymodule_export]
    use super::waiting::stoppable;

    /// The issuer that every certificate of a local authority names. Nothing answers there.
    #[pymodule_export]
    const LOCAL_ISSUER: &str = sealwright::local::LOCAL_ISSUER;
}
