//! Test results v0.1 (in-toto/attestation: spec/predicates/test-result.md).

use super::record::record;
use super::value::words;
use crate::intoto::ResourceDescriptor;

record! {
    /// What came of tests.
    TestResult {
        /// Of all of them.
        result: Outcome = "result" required,
        /// How they were set up.
        configuration: Vec<ResourceDescriptor> = "configuration" required,
        /// Where the run can be seen.
        url: Option<String> = "url",
        /// The tests that passed.
        passed_tests: Vec<String> = "passedTests",
        /// The tests that warned.
        warned_tests: Vec<String> = "warnedTests",
        /// The tests that failed.
        failed_tests: Vec<String> = "failedTests",
    }
}

words! {
    /// What came of a run of tests.
    Outcome {
        /// All passed.
        Passed = "PASSED",
        /// Some warned.
        Warned = "WARNED",
        /// Some failed.
        #[default]
        Failed = "FAILED",
    }
}
