//! What the committed stubs say of types that are converted by hand.

/// `hint!(output "module", "Name")`, or `input`: the type in the stubs.
#[cfg(feature = "stubs")]
macro_rules! hint {
    (output $module:literal, $name:literal) => {
        const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!($module, $name);
    };
    (output union $($module:literal, $name:literal);+) => {
        const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr =
            pyo3::type_hint_union!($(pyo3::type_hint_identifier!($module, $name)),+);
    };
    (output $outer:literal of $($module:literal, $name:literal);+) => {
        const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_subscript!(
            pyo3::type_hint_identifier!("collections.abc", $outer),
            pyo3::type_hint_union!($(pyo3::type_hint_identifier!($module, $name)),+)
        );
    };
    (input $module:literal, $name:literal) => {
        const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!($module, $name);
    };
    (input union $($module:literal, $name:literal);+) => {
        const INPUT_TYPE: pyo3::inspect::PyStaticExpr =
            pyo3::type_hint_union!($(pyo3::type_hint_identifier!($module, $name)),+);
    };
}

#[cfg(not(feature = "stubs"))]
macro_rules! hint {
    ($($any:tt)*) => {};
}
