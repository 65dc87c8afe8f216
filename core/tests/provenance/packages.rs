//! Which package the provenance is about.

use sealwright::Code;

use crate::scene::{Build, expected, failed};

fn of(subject: &str) -> Build {
    let mut build = Build::new();
    subject.clone_into(&mut build.subject);
    build
}

#[test]
fn the_package_is_the_one_that_the_subject_names() {
    let both = expected().package("@octo/app").package_version("1.2.3");
    for subject in ["pkg:npm/%40octo/app@1.2.3", "pkg:npm/@octo/app@1.2.3"] {
        assert!(failed(&of(subject).judge(&both)).is_empty(), "{subject}");
    }
    for subject in ["pkg:npm/%40octo/app@1.2.4", "pkg:npm/octo/app@1.2.3", "pkg:npm/%40octo/apps@1.2.3", "app.tar.gz"] {
        assert_eq!(failed(&of(subject).judge(&both)), [Code::SlsaSubject], "{subject}");
    }
    assert_eq!(failed(&of("pkg:npm/%40octo/app").judge(&expected().package_version("1.2.3"))), [Code::SlsaSubject]);
}
