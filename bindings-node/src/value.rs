//! Values that both sides write differently: times, large numbers, digests, bytes.

use napi::bindgen_prelude::{BigInt, Buffer, ClassInstance, Either};
use napi::{Env, JsDate, Result};
use sealwright::{LogId, Sha256, UnixTime};

use crate::digest::Digest;
use crate::error::{thrown, wrong_type};

/// A `Digest`, or text like `sha256:HEX`.
pub(crate) type DigestLike<'a> = Either<ClassInstance<'a, Digest>, String>;

/// Names and values in their order, which `lib` makes of an object.
pub(crate) type Pairs = Vec<(String, String)>;

/// A number, or a `bigint` where a number is not exact.
pub(crate) type Number = Either<f64, BigInt>;

const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

/// A time as a `Date`, which counts milliseconds.
pub(crate) fn date(env: &Env, time: UnixTime) -> Result<JsDate<'_>> {
    env.create_date(millis(time))
}

/// A time that may be absent.
pub(crate) fn maybe_date(env: &Env, time: Option<UnixTime>) -> Result<Option<JsDate<'_>>> {
    time.map(|time| date(env, time)).transpose()
}

#[expect(clippy::as_conversions, reason = "Date counts in floating point")]
fn millis(time: UnixTime) -> f64 {
    (time.secs() as f64).mul_add(1000.0, f64::from(time.subsec_nanos() / 1_000_000))
}

/// A time from a `Date`.
pub(crate) fn time(date: &JsDate<'_>) -> Result<UnixTime> {
    from_millis(date.value_of()?)
}

/// A time from the milliseconds of a `Date`.
#[expect(clippy::as_conversions, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
pub(crate) fn from_millis(millis: f64) -> Result<UnixTime> {
    // ECMA-262, "Time Values": the most that a Date holds.
    if millis.abs() > 8.64e15 || millis.is_nan() {
        return Err(wrong_type("the Date is not valid"));
    }
    let seconds = (millis / 1000.0).floor();
    Ok(UnixTime::from_secs_nanos(seconds as i64, ((millis - seconds * 1000.0) as u32) * 1_000_000))
}

/// A whole number that is not negative.
#[expect(clippy::as_conversions, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
pub(crate) fn whole(what: &str, number: Number) -> Result<u64> {
    match number {
        Either::A(number) if number.fract() == 0.0 && (0.0..=MAX_SAFE).contains(&number) => Ok(number as u64),
        Either::B(big) => match (big.sign_bit, big.words.as_slice()) {
            (_, []) => Ok(0),
            (false, [number]) => Ok(*number),
            _ => Err(wrong_type(&format!("{what} must be a whole number from 0 to 2^64 - 1"))),
        },
        Either::A(_) => Err(wrong_type(&format!("{what} must be a whole number from 0 to 2^53 - 1, or a bigint"))),
    }
}

/// A whole number from 0 to 255.
pub(crate) fn small(what: &str, number: f64) -> Result<u8> {
    let whole = whole(what, Either::A(number))?;
    u8::try_from(whole).map_err(|_| wrong_type(&format!("{what} must be a whole number from 0 to 255")))
}

/// A number of the core as one of JavaScript's; exact up to 2^53 - 1.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "JavaScript's numbers are floating point")]
pub(crate) fn number(number: u64) -> f64 {
    number as f64
}

/// A digest that was given as an object or as text.
pub(crate) fn digest(digest: DigestLike<'_>) -> Result<sealwright::Digest> {
    match digest {
        Either::A(digest) => Ok(digest.0),
        Either::B(text) => text.parse().map_err(|error: sealwright::ParseDigestError| thrown(error)),
    }
}

/// 32 bytes.
pub(crate) fn hash(what: &str, bytes: &[u8]) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|_| wrong_type(&format!("{what} must have 32 bytes")))
}

/// A fingerprint of 64 hexadecimal digits, with or without `sha256:` before it.
pub(crate) fn fingerprint(text: &str) -> Result<Sha256> {
    let digits = text.strip_prefix("sha256:").unwrap_or(text);
    let read = format!("sha256:{digits}").parse::<sealwright::Digest>();
    hash("the fingerprint", read.map_err(thrown)?.as_bytes()).map(Sha256)
}

/// The identifier of a log, base64 as trusted roots have it.
pub(crate) fn log_id(text: &str) -> Result<LogId> {
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text);
    let id = bytes.ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let wrong = || sealwright_bindings::Failure::option("the log's identifier", text, "base64 of 32 bytes");
    id.map(LogId).ok_or_else(|| thrown(wrong()))
}

/// Bytes for JavaScript to keep.
pub(crate) fn bytes(bytes: &[u8]) -> Buffer {
    Buffer::from(bytes.to_vec())
}
