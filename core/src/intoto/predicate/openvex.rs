//! OpenVEX documents v0.2 (openvex/spec: OPENVEX-SPEC.md, ATTESTING.md).

use super::read::Broken;
use super::record::record;
use super::value::{Entries, Integer, Timestamp, words};

record! {
    /// Which vulnerabilities matter in which products.
    Document {
        /// The version of the form; a URL.
        context: String = "@context" required,
        /// The document; an IRI.
        id: String = "@id" required,
        /// Who says so.
        author: String = "author" required,
        /// As what.
        role: Option<String> = "role",
        /// When it was said.
        timestamp: Timestamp = "timestamp" required,
        /// When it was last changed.
        last_updated: Option<Timestamp> = "last_updated",
        /// Counts the changes.
        version: Integer = "version" required,
        /// How the document was made.
        tooling: Option<String> = "tooling",
        /// What is said.
        statements: Vec<VexStatement> = "statements" required,
    }

    /// What is said of one vulnerability.
    VexStatement [reasoned] {
        /// The statement; an IRI.
        id: Option<String> = "@id",
        /// Counts its changes.
        version: Option<Integer> = "version",
        /// Of which vulnerability.
        vulnerability: Vulnerability = "vulnerability" required,
        /// When it was known to be so.
        timestamp: Option<Timestamp> = "timestamp",
        /// When it was last changed.
        last_updated: Option<Timestamp> = "last_updated",
        /// In which products; in an attestation the subjects may stand for them.
        products: Vec<Product> = "products",
        /// How they stand to it.
        status: Status = "status" required,
        /// Who supplies them.
        supplier: Option<String> = "supplier",
        /// How the status was found.
        status_notes: Option<String> = "status_notes",
        /// Why they are not affected.
        justification: Option<Justification> = "justification",
        /// Why they are not affected, in words.
        impact_statement: Option<String> = "impact_statement",
        /// What to do.
        action_statement: Option<String> = "action_statement",
        /// When that was said.
        action_statement_timestamp: Option<Timestamp> = "action_statement_timestamp",
    }

    /// A vulnerability.
    Vulnerability {
        /// An IRI of it.
        id: Option<String> = "@id",
        /// Its usual name.
        name: String = "name" required,
        /// What it is.
        description: Option<String> = "description",
        /// Its other names.
        aliases: Vec<String> = "aliases",
    }

    /// A product.
    Product {
        /// An IRI of it, mostly a package URL.
        id: Option<String> = "@id",
        /// Its names, by kind.
        identifiers: Entries<String> = "identifiers",
        /// Its digests, by IANA's names of the algorithms.
        hashes: Entries<String> = "hashes",
        /// The parts of it that are spoken of.
        subcomponents: Vec<Component> = "subcomponents",
    }

    /// A part of a product.
    Component {
        /// An IRI of it, mostly a package URL.
        id: Option<String> = "@id",
        /// Its names, by kind.
        identifiers: Entries<String> = "identifiers",
        /// Its digests, by IANA's names of the algorithms.
        hashes: Entries<String> = "hashes",
    }
}

words! {
    /// How a product stands to a vulnerability.
    Status {
        /// Nothing needs to be done.
        NotAffected = "not_affected",
        /// Something should be done.
        Affected = "affected",
        /// These versions have a fix.
        Fixed = "fixed",
        /// It is not known yet.
        #[default]
        UnderInvestigation = "under_investigation",
    }
}

words! {
    /// Why a product is not affected.
    Justification {
        /// It does not have the component.
        #[default]
        ComponentNotPresent = "component_not_present",
        /// It does not have the vulnerable code.
        VulnerableCodeNotPresent = "vulnerable_code_not_present",
        /// The vulnerable code is never run.
        VulnerableCodeNotInExecutePath = "vulnerable_code_not_in_execute_path",
        /// The vulnerable code cannot be reached by an attacker.
        VulnerableCodeCannotBeControlledByAdversary = "vulnerable_code_cannot_be_controlled_by_adversary",
        /// The product protects itself.
        InlineMitigationsAlreadyExist = "inline_mitigations_already_exist",
    }
}

/// OPENVEX-SPEC.md, statement fields: `not_affected` "MUST include either a status justification or an
/// impact_statement", and "affected" "MUST include" an action statement.
fn reasoned(statement: &VexStatement) -> Result<(), Broken> {
    let why = statement.justification.is_some() || statement.impact_statement.is_some();
    match statement.status {
        Status::NotAffected if !why => Err(Broken { field: "justification", expected: "why it is not affected" }),
        Status::Affected if statement.action_statement.is_none() => {
            Err(Broken { field: "action_statement", expected: "what to do about it" })
        }
        _ => Ok(()),
    }
}
