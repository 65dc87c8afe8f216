use std::fmt;

/// A package and its version, out of a package URL (package-url/purl-spec).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Package {
    /// With its namespace: `@octo/app`.
    pub(super) name: String,
    pub(super) version: Option<String>,
}

impl Package {
    /// `pkg:npm/%40octo/app@1.2.3`; qualifiers and subpath are left aside.
    pub(super) fn parse(purl: &str) -> Option<Self> {
        let rest = purl.strip_prefix("pkg:")?;
        let rest = rest.split(['?', '#']).next()?;
        let (_, rest) = rest.split_once('/')?;
        // A scope's sign stands first and, by purl's rules, escaped; npm's own subjects have both.
        let (name, version) = match rest.rsplit_once('@') {
            Some((name, version)) if !name.is_empty() => (name, Some(version)),
            _ => (rest, None),
        };
        let name = decode(name)?;
        let version = version.map(decode).unwrap_or(Some(String::new()))?;
        (!name.is_empty()).then_some(Self { name, version: Some(version).filter(|version| !version.is_empty()) })
    }

    /// `sample_project-1.0.0-py3-none-any.whl` or `sample_project-1.0.0.tar.gz` (packaging.python.org, "Binary distribution
    /// format" and "Source distribution format"); the name is normalized.
    pub(super) fn of_distribution(file: &str) -> Option<Self> {
        let (name, version) = match file.strip_suffix(".whl") {
            Some(wheel) => {
                let mut parts = wheel.split('-');
                let name_and_version = parts.next().zip(parts.next());
                // With or without a build number, then three tags.
                name_and_version.filter(|_| matches!(parts.count(), 3 | 4))?
            }
            // Names of older source distributions have hyphens too.
            None => file.strip_suffix(".tar.gz").or_else(|| file.strip_suffix(".zip"))?.rsplit_once('-')?,
        };
        let is_there = !name.is_empty() && version.starts_with(|c: char| c.is_ascii_digit());
        is_there.then(|| Self { name: normalized(name), version: Some(version.to_owned()) })
    }
}

/// packaging.python.org, "Names and normalization": lower case, and one hyphen for each run of `-`, `_` and `.`.
pub(super) fn normalized(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for c in name.chars() {
        if !matches!(c, '-' | '_' | '.') {
            normal.push(c.to_ascii_lowercase());
        } else if !normal.ends_with('-') {
            normal.push('-');
        }
    }
    normal
}

/// RFC 3986 percent-decoding; nothing if it is not valid, or no UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = after.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => write!(f, "{}@{version}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_read_out_of_its_url() {
        for (purl, name, version) in [
            ("pkg:npm/%40octo/app@1.2.3", "@octo/app", Some("1.2.3")),
            ("pkg:npm/@octo/app@1.2.3", "@octo/app", Some("1.2.3")),
            ("pkg:npm/@octo/app", "@octo/app", None),
            ("pkg:npm/app@1.0.0-rc%2B1?arch=x#sub", "app", Some("1.0.0-rc+1")),
            ("pkg:pypi/app", "app", None),
        ] {
            let expected = Package { name: name.to_owned(), version: version.map(str::to_owned) };
            assert_eq!(Package::parse(purl), Some(expected), "{purl}");
        }
        for (file, name, version) in [
            ("sample_project-1.0.0-py3-none-any.whl", "sample-project", "1.0.0"),
            ("Sample.Project-1.0.0-2-cp310-abi3-manylinux_2_34_x86_64.whl", "sample-project", "1.0.0"),
            ("pep740_sampleproject-1.0.0.tar.gz", "pep740-sampleproject", "1.0.0"),
            ("old-style-name-2.0.zip", "old-style-name", "2.0"),
        ] {
            let expected = Package { name: name.to_owned(), version: Some(version.to_owned()) };
            assert_eq!(Package::of_distribution(file), Some(expected), "{file}");
        }
        for bad in
            ["", "app", "app-1.0.whl", "app-1.0-py3-none.whl", "app.tar.gz", "-1.0.tar.gz", "app-x.tar.gz", "app-1.exe"]
        {
            assert_eq!(Package::of_distribution(bad), None, "{bad}");
        }
        for bad in ["", "app", "pkg:npm", "pkg:npm/", "pkg:npm/%4", "pkg:npm/%zz", "pkg:npm/%ff"] {
            assert_eq!(Package::parse(bad), None, "{bad}");
        }
    }
}
