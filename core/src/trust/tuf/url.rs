//! Addresses of files below a repository's.

use crate::encoding::percent;

/// The address of a folder: with a slash at its end.
pub(super) fn folder(url: &str) -> String {
    if url.ends_with('/') { url.to_owned() } else { format!("{url}/") }
}

/// A name as one segment of a path (RFC 3986 section 2.3).
pub(super) fn segment(name: &str) -> String {
    percent::encode(name, |_| false)
}

/// A target's path, as RFC 3986 section 3.3 lets one stand. It may be encoded already (TUF specification 4.5, TARGETPATH).
pub(super) fn path(path: &str) -> String {
    percent::encode(path, |byte| b"/%!$&'()*+,;=:@".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_segment_and_paths_stay_paths() {
        assert_eq!(segment("../a b?"), "..%2Fa%20b%3F");
        assert_eq!(path("a/b c#é%20+"), "a/b%20c%23%C3%A9%20+");
        assert_eq!((folder("http://h/m"), folder("http://h/m/")), ("http://h/m/".into(), "http://h/m/".into()));
    }
}
