//! Runtime traces v0.1 (in-toto/attestation: spec/predicates/runtime-trace.md).

use super::read::Broken;
use super::record::record;
use super::value::{Entries, Json, Timestamp};
use crate::intoto::ResourceDescriptor;

record! {
    /// What a monitor saw a process do.
    RuntimeTrace {
        /// Who watched.
        monitor: Monitor = "monitor" required,
        /// Whom.
        monitored_process: MonitoredProcess = "monitoredProcess" required,
        /// What was seen.
        monitor_log: MonitorLog = "monitorLog" required,
        /// When.
        metadata: Option<Metadata> = "metadata",
    }

    /// Who watched.
    Monitor {
        /// What kind of monitor; a URI.
        monitor_type: String = "type" required,
        /// How it was set up.
        config_source: Option<ResourceDescriptor> = "configSource",
        /// What it was to look for.
        trace_policy: Entries<Json> = "tracePolicy",
    }

    /// Who was watched.
    MonitoredProcess {
        /// Where it ran; a URI.
        host_id: String = "hostID" required,
        /// What kind of process; a URI.
        process_type: String = "type" required,
        /// Which job or task.
        event: String = "event" required,
    }

    /// What was seen.
    MonitorLog [not_empty] {
        /// Processes.
        process: Vec<Entries<Json>> = "process",
        /// Network activity.
        network: Vec<Entries<Json>> = "network",
        /// Files, each as often as it was used.
        file_access: Vec<ResourceDescriptor> = "fileAccess",
    }

    /// When it was seen.
    Metadata {
        /// From when on.
        build_started_on: Option<Timestamp> = "buildStartedOn",
        /// Until when.
        build_finished_on: Option<Timestamp> = "buildFinishedOn",
    }
}

/// runtime-trace.md: "At least one of `process`, `network`, and `fileAccess` must be present." An empty one is present.
fn not_empty(log: &MonitorLog) -> Result<(), Broken> {
    let kept = |key| log.rest.get(key).is_some_and(|empty| empty.as_str() == "[]");
    let filled = !log.process.is_empty() || !log.network.is_empty() || !log.file_access.is_empty();
    if filled || ["process", "network", "fileAccess"].into_iter().any(kept) {
        return Ok(());
    }
    Err(Broken { field: "process", expected: "one of process, network and fileAccess" })
}
