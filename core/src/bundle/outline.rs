//! What stands outermost in a JSON object: enough to tell one kind of file from another.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

/// The names of an object's fields and its media type; of its values nothing.
#[derive(Default)]
pub(crate) struct Outline {
    names: Vec<String>,
    pub(super) media_type: String,
}

impl Outline {
    /// Whether the object has a field of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|n| n == name)
    }
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Objects;
        impl<'de> Visitor<'de> for Objects {
            type Value = Outline;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
                /// A bundle has four fields; no stranger is told by its seventeenth.
                const ENOUGH: usize = 16;
                let mut outline = Outline::default();
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        "mediaType" => outline.media_type = map.next_value::<String>()?,
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                    if outline.names.len() < ENOUGH {
                        outline.names.push(name);
                    }
                }
                Ok(outline)
            }
        }
        deserializer.deserialize_map(Objects)
    }
}
