//! Times: aware `datetime` objects in UTC, and `timedelta`.

use std::time::{Duration, SystemTime};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyDelta, PyDeltaAccess, PyTzInfo, PyTzInfoAccess};
use sealwright::UnixTime;

const DAY: i64 = 86_400;

/// A point in time, on its way in or out.
#[derive(Clone, Copy)]
pub(crate) struct Time(pub(crate) UnixTime);

/// A length of time in seconds, on its way in.
#[derive(Clone, Copy)]
pub(crate) struct Seconds(pub(crate) Duration);

/// A length of time, on its way in.
pub(crate) struct Length(pub(crate) Duration);

impl Time {
    /// What the caller says, or the system's clock.
    pub(crate) fn or_now(now: Option<Self>) -> UnixTime {
        now.map_or_else(clock, |time| time.0)
    }
}

/// What the system's clock says.
pub(crate) fn clock() -> UnixTime {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    UnixTime::from_secs_nanos(i64::try_from(since.as_secs()).unwrap_or(i64::MAX), since.subsec_nanos())
}

fn epoch(py: Python<'_>) -> PyResult<Bound<'_, PyDateTime>> {
    let utc = PyTzInfo::utc(py)?;
    PyDateTime::new(py, 1970, 1, 1, 0, 0, 0, 0, Some(&utc))
}

impl<'py> IntoPyObject<'py> for Time {
    type Target = PyDateTime;
    type Output = Bound<'py, PyDateTime>;
    type Error = PyErr;

    hint!(output "datetime", "datetime");

    /// A time that `datetime` cannot hold is an OverflowError.
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let seconds = self.0.secs();
        let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let delta = PyDelta::new(
            py,
            i32::try_from(days)?,
            i32::try_from(rest)?,
            i32::try_from(self.0.subsec_nanos() / 1_000)?,
            false,
        )?;
        Ok(epoch(py)?.add(delta)?.cast_into()?)
    }
}

impl<'py> FromPyObject<'_, 'py> for Time {
    type Error = PyErr;

    hint!(input "datetime", "datetime");

    fn extract(time: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let time = time.cast::<PyDateTime>()?;
        if time.get_tzinfo().is_none() {
            let what = "the time has no time zone: expected an aware datetime, such as datetime.now(timezone.utc)";
            return Err(PyValueError::new_err(what));
        }
        let since = time.sub(epoch(time.py())?)?;
        let since = since.cast::<PyDelta>()?;
        let seconds = i64::from(since.get_days()) * DAY + i64::from(since.get_seconds());
        let nanos = u32::try_from(since.get_microseconds())? * 1_000;
        Ok(Self(UnixTime::from_secs_nanos(seconds, nanos)))
    }
}

impl<'py> FromPyObject<'_, 'py> for Length {
    type Error = PyErr;

    hint!(input "datetime", "timedelta");

    fn extract(length: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let length = length.cast::<PyDelta>()?;
        let seconds = i64::from(length.get_days()) * DAY + i64::from(length.get_seconds());
        let seconds = u64::try_from(seconds).map_err(|_| PyValueError::new_err("a negative length of time"))?;
        Ok(Self(Duration::new(seconds, u32::try_from(length.get_microseconds())? * 1_000)))
    }
}

impl<'py> FromPyObject<'_, 'py> for Seconds {
    type Error = PyErr;

    hint!(input "builtins", "float");

    fn extract(seconds: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let wrong = |_| PyValueError::new_err("expected seconds: a number that is not negative");
        Duration::try_from_secs_f64(seconds.extract()?).map(Self).map_err(wrong)
    }
}
