//! Objects of which a specification names the fields.

/// Makes a struct for a JSON object, with how it is read and written. Fields stand in the specification's order, which
/// is the order in which they are written; one that is not `required` may be absent, null or empty. What the
/// specification does not know is kept in `rest`. A function in brackets checks what types cannot say.
macro_rules! record {
    ($(
        $(#[$meta:meta])*
        $name:ident $([$rule:path])? {
            $( $(#[$field_meta:meta])* $field:ident: $type:ty = $key:literal $($required:ident)? ),* $(,)?
        }
    )*) => { $(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Debug, Default)]
        pub struct $name {
            $( $(#[$field_meta])* pub $field: $type, )*
            /// What else stands in the object, in its order.
            pub rest: $crate::intoto::predicate::value::Entries<$crate::intoto::predicate::value::Json>,
        }

        impl<'de> $crate::intoto::predicate::read::Read<'de> for $name {
            fn read<D: serde::Deserializer<'de>>(
                context: &$crate::intoto::predicate::read::Context,
                deserializer: D,
            ) -> Result<Self, D::Error> {
                struct Fields<'c>(&'c $crate::intoto::predicate::read::Context);
                impl<'de> serde::de::Visitor<'de> for Fields<'_> {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        let context = self.0;
                        $( let mut $field = $crate::intoto::predicate::record::slot!(new $type; $($required)?); )*
                        let mut rest = $crate::intoto::predicate::value::Entries::default();
                        while let Some(key) = context.key(&mut map)? {
                            match &*key {
                                $( $key => $crate::intoto::predicate::record::slot!(
                                    fill $field $key context map rest; $($required)?
                                ), )*
                                _ => {
                                    let value = context.value(&key, &mut map)?;
                                    context.take_room()?;
                                    rest.push(key.into_owned(), value);
                                }
                            }
                        }
                        let made = $name {
                            $( $field: $crate::intoto::predicate::record::slot!(
                                done $field $key context; $($required)?
                            ), )*
                            rest,
                        };
                        $( $rule(&made).map_err(|broken| context.broken::<A::Error>(&broken))?; )?
                        Ok(made)
                    }
                }
                deserializer.deserialize_map(Fields(context))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                let mut written: Vec<&str> = Vec::new();
                $( $crate::intoto::predicate::record::slot!(write self $field $key map written; $($required)?); )*
                for (key, value) in self.rest.iter() {
                    // A field that was read as nothing and has been filled since is not written twice.
                    if !written.contains(&key) {
                        map.serialize_entry(key, value)?;
                    }
                }
                map.end()
            }
        }
    )* };
}

/// What a record does with one field.
macro_rules! slot {
    (new $type:ty; required) => {
        None::<$type>
    };
    (new $type:ty;) => {
        <$type>::default()
    };
    (fill $field:ident $key:literal $context:ident $map:ident $rest:ident; required) => {
        $field = Some($context.value($key, &mut $map)?)
    };
    (fill $field:ident $key:literal $context:ident $map:ident $rest:ident;) => {{
        let (value, kept) = $context.slot($key, &mut $map)?;
        $field = value;
        if let Some(kept) = kept {
            $rest.push($key.to_owned(), $crate::intoto::predicate::value::Json::written(kept));
        }
    }};
    (done $field:ident $key:literal $context:ident; required) => {
        $field.ok_or_else(|| $context.missing::<A::Error>($key))?
    };
    (done $field:ident $key:literal $context:ident;) => {
        $field
    };
    (write $self:ident $field:ident $key:literal $map:ident $written:ident; required) => {
        $map.serialize_entry($key, &$self.$field)?;
        $written.push($key);
    };
    (write $self:ident $field:ident $key:literal $map:ident $written:ident;) => {
        if !$crate::intoto::predicate::read::Slot::is_nothing(&$self.$field) {
            $map.serialize_entry($key, &$self.$field)?;
            $written.push($key);
        }
    };
}

pub(in crate::intoto) use record;
pub(in crate::intoto) use slot;
