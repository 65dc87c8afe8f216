//! Whether a request is sent again, and when.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use super::config::Limits;
use super::failure::{Failure, Sent};
use super::request::{Request, Response};

/// An answer, and when the server says to come again.
pub(super) struct Answer {
    pub(super) response: Response,
    pub(super) retry_after: Option<Duration>,
}

/// How long to wait before the next attempt; nothing if this was the last.
///
/// A request that is not repeatable is sent again only if the server cannot have got it: whatever it answered, it has.
/// `made` attempts have been made, and `left` is left of the time.
pub(super) fn pause(
    request: &Request,
    outcome: &Result<Answer, Failure>,
    limits: &Limits,
    made: u32,
    left: Duration,
) -> Option<Duration> {
    if made >= limits.attempts {
        return None;
    }
    let (again, asked) = match outcome {
        Ok(answer) => (request.is_repeatable() && is_passing(answer.response.status), answer.retry_after),
        Err(failure) => (failure.passing && (request.is_repeatable() || failure.sent == Sent::No), None),
    };
    let pause = backoff(limits.pause, made).max(asked.unwrap_or_default());
    // Who would have to wait longer than there is time learns at once what the server said.
    (again && pause < left).then_some(pause)
}

/// RFC 6585 §4, RFC 9110 §15.6: too many requests, and failures of the server that may pass.
fn is_passing(status: u16) -> bool {
    matches!(status, 429 | 500 | 502 | 503 | 504)
}

/// RFC 9110 §10.2.3, in seconds; a date needs a clock that both agree on.
pub(super) fn retry_after(value: &str) -> Option<Duration> {
    value.trim().parse().ok().map(Duration::from_secs)
}

/// Doubles with each attempt; up to half of it is left to chance, so that those who failed together do not come together.
fn backoff(first: Duration, made: u32) -> Duration {
    let whole = first.saturating_mul(1_u32.checked_shl(made.saturating_sub(1)).unwrap_or(u32::MAX));
    // Chance from the keys that the standard library draws for its maps: good enough for who comes first.
    let chance = u32::from(u16::try_from(RandomState::new().build_hasher().finish() & 0x3ff).unwrap_or_default());
    whole - (whole / 2).saturating_mul(chance) / 1_024
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::NetErrorKind;

    const LIMITS: Limits = Limits {
        connect: Duration::from_secs(1),
        exchange: Duration::from_secs(1),
        total: Duration::from_secs(60),
        attempts: 4,
        pause: Duration::from_millis(500),
    };

    fn answer(status: u16, retry_after: Option<u64>) -> Result<Answer, Failure> {
        let response = Response { status, content_type: None, body: Vec::new() };
        Ok(Answer { response, retry_after: retry_after.map(Duration::from_secs) })
    }

    fn failure(sent: Sent) -> Result<Answer, Failure> {
        Err(Failure { kind: NetErrorKind::Timeout, sent, passing: true })
    }

    fn get() -> Request {
        Request::get("https://a.example/")
    }

    fn post() -> Request {
        Request::post("https://a.example/", "text/plain", Vec::new())
    }

    fn again(request: &Request, outcome: &Result<Answer, Failure>) -> bool {
        pause(request, outcome, &LIMITS, 1, LIMITS.total).is_some()
    }

    #[test]
    fn what_may_pass_is_asked_again() {
        for status in [429, 500, 502, 503, 504] {
            assert!(again(&get(), &answer(status, None)), "{status}");
            assert!(again(&post().repeatable(), &answer(status, None)), "{status}");
        }
        for status in [200, 201, 304, 400, 401, 403, 404, 409, 501] {
            assert!(!again(&get(), &answer(status, None)), "{status}");
        }
        assert!(again(&get(), &failure(Sent::Perhaps)));
        assert!(!again(&get(), &Err(Failure::lasting(NetErrorKind::Malformed))));
    }

    #[test]
    fn what_may_not_be_repeated_is_sent_again_only_if_it_was_not_sent() {
        assert!(again(&post(), &failure(Sent::No)));
        assert!(!again(&post(), &failure(Sent::Perhaps)));
        for status in [429, 500, 503] {
            assert!(!again(&post(), &answer(status, Some(1))), "{status}");
        }
    }

    #[test]
    fn there_are_so_many_attempts_and_no_more() {
        assert!(pause(&get(), &answer(503, None), &LIMITS, 3, LIMITS.total).is_some());
        assert_eq!(pause(&get(), &answer(503, None), &LIMITS, 4, LIMITS.total), None);
    }

    #[test]
    fn the_server_may_ask_for_a_longer_pause_but_not_for_one_beyond_the_limit() {
        assert_eq!(pause(&get(), &answer(429, Some(7)), &LIMITS, 1, LIMITS.total), Some(Duration::from_secs(7)));
        assert_eq!(pause(&get(), &answer(429, Some(60)), &LIMITS, 1, LIMITS.total), None);
        assert!(pause(&get(), &answer(429, Some(0)), &LIMITS, 1, LIMITS.total) >= Some(Duration::from_millis(250)));
    }

    #[test]
    fn pauses_double_and_differ() {
        for made in 1..4 {
            let whole = LIMITS.pause * (1 << (made - 1));
            let drawn: Vec<_> = (0..64).map(|_| backoff(LIMITS.pause, made)).collect();
            assert!(drawn.iter().all(|pause| (whole / 2..=whole).contains(pause)), "{drawn:?}");
            assert!(drawn.iter().any(|pause| *pause != drawn[0]), "{drawn:?}");
        }
        assert!(backoff(Duration::MAX, 400) > Duration::from_secs(1));
    }

    #[test]
    fn seconds_are_understood_and_dates_are_not() {
        assert_eq!(retry_after(" 12 "), Some(Duration::from_secs(12)));
        for value in ["-1", "1.5", "Fri, 31 Dec 1999 23:59:59 GMT", ""] {
            assert_eq!(retry_after(value), None, "{value}");
        }
    }
}
