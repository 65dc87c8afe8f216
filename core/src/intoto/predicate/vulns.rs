//! Results of vulnerability scans: v0.1 (in-toto/attestation: spec/predicates/vuln.md), v0.2 (vulns_02.md), and
//! cosign's own (sigstore/cosign: specs/COSIGN_VULN_ATTESTATION_SPEC.md).

use super::read::Broken;
use super::record::record;
use super::value::{Entries, Json, Timestamp};

record! {
    /// What a scanner found, v0.1.
    VulnsV0_1 {
        /// Who scanned, and what was found.
        scanner: ScannerV0_1 = "scanner" required,
        /// When.
        metadata: ScanMetadata = "metadata" required,
    }

    /// Who scanned, and what was found, v0.1.
    ScannerV0_1 {
        /// The scanner; a URI.
        uri: String = "uri" required,
        /// Its version.
        version: Option<String> = "version",
        /// What it knew.
        db: Option<Database> = "db",
        /// What was found; nothing is a finding too.
        result: Vec<FindingV0_1> = "result" required,
    }

    /// A finding, v0.1: the text of the specification has it in `vulnerability`, its example has it flat.
    FindingV0_1 [identified] {
        /// The finding.
        vulnerability: Option<Finding> = "vulnerability",
        /// Its identifier, if it is flat.
        id: Option<String> = "id",
        /// How bad it is, if it is flat.
        severity: Vec<Severity> = "severity",
        /// What else the scanner says, if it is flat.
        annotations: Vec<Entries<Json>> = "annotations",
    }

    /// What a scanner found, v0.2.
    VulnsV0_2 {
        /// Who scanned, and what was found.
        scanner: ScannerV0_2 = "scanner" required,
        /// When.
        metadata: ScanMetadata = "metadata" required,
    }

    /// Who scanned, and what was found, v0.2.
    ScannerV0_2 {
        /// The scanner; a URI.
        uri: String = "uri" required,
        /// Its version.
        version: Option<String> = "version",
        /// What it knew.
        db: Option<Database> = "db",
        /// What was found; nothing is a finding too.
        result: Vec<Finding> = "result" required,
    }

    /// What a scanner knew.
    Database {
        /// The database; a URI.
        uri: Option<String> = "uri",
        /// Its version.
        version: Option<String> = "version",
        /// Its age.
        last_update: Timestamp = "lastUpdate" required,
    }

    /// A vulnerability that was found.
    Finding {
        /// Its identifier.
        id: String = "id" required,
        /// How bad it is, by each method.
        severity: Vec<Severity> = "severity" required,
        /// What else the scanner says.
        annotations: Vec<Entries<Json>> = "annotations",
    }

    /// How bad a vulnerability is.
    Severity {
        /// Who says so, or how it was computed.
        method: String = "method" required,
        /// The score.
        score: String = "score" required,
    }

    /// When was scanned.
    ScanMetadata {
        /// From when on.
        scan_started_on: Timestamp = "scanStartedOn" required,
        /// Until when.
        scan_finished_on: Timestamp = "scanFinishedOn" required,
    }

    /// What a scanner found, as cosign has it.
    CosignVuln {
        /// What started the scan.
        invocation: Invocation = "invocation" required,
        /// Who scanned, and what was found.
        scanner: CosignScanner = "scanner" required,
        /// When.
        metadata: ScanMetadata = "metadata" required,
    }

    /// What started a scan.
    Invocation {
        /// With which parameters.
        parameters: Option<Json> = "parameters",
        /// Where the run can be seen.
        uri: Option<String> = "uri",
        /// Which run.
        event_id: Option<String> = "event_id",
        /// Who ran it.
        builder_id: Option<String> = "builder.id",
    }

    /// Who scanned, and what was found, in the scanner's own form.
    CosignScanner {
        /// The scanner; a URI.
        uri: String = "uri" required,
        /// Its version.
        version: Option<String> = "version",
        /// What it knew.
        db: Option<CosignDatabase> = "db",
        /// What was found, in the scanner's own form.
        result: Option<Json> = "result",
    }

    /// What a scanner knew, as cosign has it.
    CosignDatabase {
        /// The database; a URI.
        uri: Option<String> = "uri",
        /// Its version.
        version: Option<String> = "version",
        /// Its age.
        last_update: Option<Timestamp> = "lastUpdate",
    }
}

fn identified(finding: &FindingV0_1) -> Result<(), Broken> {
    let identified = finding.vulnerability.is_some() || finding.id.is_some();
    if identified { Ok(()) } else { Err(Broken { field: "id", expected: "the vulnerability's identifier" }) }
}
