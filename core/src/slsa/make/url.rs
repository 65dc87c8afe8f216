//! URLs as environments and git have them: without credentials, and as SPDX writes download locations.

use std::borrow::Cow;

/// The text without the user names, passwords and tokens of the URLs in it.
pub(super) fn without_credentials(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        clean.push_str(before);
        clean.push_str("://");
        rest = after.get(credentials(after)..).unwrap_or_default();
    }
    clean.push_str(rest);
    clean
}

/// How much of what follows `://` is credentials, the `@` with them.
fn credentials(after: &str) -> usize {
    let word = after.split(|c: char| c.is_whitespace() || "\"'<>".contains(c)).next().unwrap_or_default();
    let authority = word.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some(at) = authority.rfind('@') {
        return at + 1;
    }
    // RFC 3986 §3.2.1 has no `/` in a password; people have. What follows the colon is a port or half a password.
    let is_port = |(_, port): (&str, &str)| port.bytes().all(|c| c.is_ascii_digit());
    match authority.strip_prefix('[').map_or_else(|| authority.split_once(':'), |_| None) {
        Some(parts) if !is_port(parts) => word.rfind('@').map_or(0, |at| at + 1),
        _ => 0,
    }
}

/// The URL of a git repository, whichever way git takes it: no credentials, query or `.git`; `None` for what is none.
///
/// `git@host:path` is ssh (git-clone, GIT URLS); a path is a file.
pub(super) fn as_git_url(remote: &str) -> Option<String> {
    let clean = without_credentials(remote);
    let url: Cow<'_, str> = match clean.split_once("://") {
        Some((scheme, rest)) if !scheme.is_empty() && !rest.is_empty() => {
            let known = ["https", "http", "ssh", "git", "file"].contains(&scheme);
            known.then(|| clean.split(['?', '#']).next().unwrap_or_default().into())?
        }
        Some(_) => return None,
        None if clean.starts_with('/') => format!("file://{clean}").into(),
        None => from_scp(&clean)?.into(),
    };
    let url = url.trim_end_matches('/');
    let url = url.strip_suffix(".git").unwrap_or(url);
    url.split_once("://").filter(|(_, rest)| !rest.is_empty() && !rest.contains(char::is_whitespace))?;
    Some(url.to_owned())
}

/// `user@host:path`; a drive letter is no host.
fn from_scp(remote: &str) -> Option<String> {
    let (host, path) = remote.split_once(':')?;
    // A password may stand in front of the last `@`, too.
    let (host, path) = match path.split_once('@') {
        Some((_, rest)) if !host.contains('@') => rest.split_once(':')?,
        _ => (host, path),
    };
    let host = host.rsplit('@').next().unwrap_or_default();
    if host.len() == 1 {
        return Some(format!("file:///{host}:/{}", path.trim_start_matches(['/', '\\']).replace('\\', "/")));
    }
    let sound = !host.is_empty() && !path.is_empty() && !host.contains(['/', '\\']) && !path.contains('@');
    sound.then(|| format!("ssh://{host}/{}", path.trim_start_matches('/')))
}

/// `https://host:1/path` -> `https://host:1`
pub(super) fn origin(url: &str) -> Option<&str> {
    let after = url.find("://")? + "://".len();
    let rest = url.get(after..)?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    url.get(..after + host.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_cut_out_of_every_url() {
        for (text, clean) in [
            ("https://user:t0ken@host.example/a", "https://host.example/a"),
            ("https://t0ken@host.example/a", "https://host.example/a"),
            ("https://user:p@t0ken@host.example/a", "https://host.example/a"),
            ("https://user:half/t0ken@host.example/a", "https://host.example/a"),
            ("ssh://git:t0ken@host.example:22/a", "ssh://host.example:22/a"),
            (
                "git push https://u:t0ken@a.example/x 'https://t0ken@b.example'",
                "git push https://a.example/x 'https://b.example'",
            ),
            ("https://host.example:8443/a@b", "https://host.example:8443/a@b"),
            ("https://[::1]:80/a@b", "https://[::1]:80/a@b"),
            ("https://host.example/a", "https://host.example/a"),
            ("https://", "https://"),
            ("nothing", "nothing"),
        ] {
            assert_eq!(without_credentials(text), clean, "{text}");
        }
    }

    #[test]
    fn a_remote_is_a_url_of_one_form() {
        for (remote, url) in [
            ("https://host.example/a/b.git", Some("https://host.example/a/b")),
            ("https://u:t0ken@host.example/a/b.git/", Some("https://host.example/a/b")),
            ("https://host.example/a?private_token=t0ken", Some("https://host.example/a")),
            ("git@host.example:a/b.git", Some("ssh://host.example/a/b")),
            ("t0ken:x@host.example:a/b.git", Some("ssh://host.example/a/b")),
            ("host.example:a/b", Some("ssh://host.example/a/b")),
            ("ssh://git@host.example:22/a/b", Some("ssh://host.example:22/a/b")),
            ("/srv/git/a.git", Some("file:///srv/git/a")),
            ("C:\\git\\a", Some("file:///C:/git/a")),
            ("../a", None),
            ("https://", None),
            ("javascript://x", None),
            ("https://host.example/a b", None),
            ("", None),
        ] {
            assert_eq!(as_git_url(remote).as_deref(), url, "{remote}");
        }
    }

    #[test]
    fn the_origin_of_a_url_is_its_scheme_and_host() {
        assert_eq!(origin("https://a.example:1/b?c"), Some("https://a.example:1"));
        assert_eq!(origin("https:///b"), None);
        assert_eq!(origin("b"), None);
    }
}
