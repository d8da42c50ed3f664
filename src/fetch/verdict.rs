//! What an answer says of a source, given what was known of it before.
//!
//! A source is dead at once where its server says so (404, 410). A name that is not found, a broken connection or
//! another error may be ours, or pass: it is called dead when it is met again on a later day. A server that turns
//! programs away (401, 403) or asks for patience is never dead: readers may well open it.

use super::text::Reading;
use super::{Fault, Fetched};
use crate::registry::lock::{Record, Status};
use jiff::civil::Date;

/// The record of a source after an answer. The snapshot in it stays as it was.
pub fn judge(url: &str, before: Option<&Record>, answer: &Result<Fetched, Fault>, today: Date) -> Record {
    let before = before.cloned().unwrap_or_else(|| Record::of(url));
    match answer {
        Ok(fetched) => Record {
            url: url.to_owned(),
            status: match fetched.reading {
                Reading::Text { .. } => Status::Ok,
                Reading::None => Status::Unread,
            },
            http: Some(fetched.http),
            reason: None,
            failing_since: None,
            final_url: (fetched.final_url != url).then(|| fetched.final_url.clone()),
            moved_to: fetched.moved_to.clone(),
            ..before
        },
        // Patience is asked for today; what was known holds.
        Err(Fault::Later(_)) if before.status != Status::New => before,
        Err(fault) => {
            let status = standing(fault);
            let since = before.failing_since.unwrap_or(today);
            let is_failing = matches!(status, Status::Unreachable | Status::Dead);
            Record {
                url: url.to_owned(),
                status: match status {
                    Status::Unreachable if since < today => Status::Dead,
                    other => other,
                },
                http: fault.http(),
                reason: Some(fault.words()),
                failing_since: is_failing.then_some(since),
                ..before
            }
        }
    }
}

/// How a source stands by one fault alone.
pub fn standing(fault: &Fault) -> Status {
    match fault {
        Fault::Status(404 | 410) => Status::Dead,
        Fault::Refused(_) | Fault::Robots | Fault::RobotsDown(_) => Status::Refused,
        Fault::Status(401 | 402 | 403 | 405 | 406 | 407 | 451) => Status::Refused,
        Fault::Later(_) => Status::Later,
        Fault::TooLarge(_) | Fault::Empty => Status::Unread,
        Fault::NoHost(_)
        | Fault::Insecure(_)
        | Fault::Broken(_)
        | Fault::TimedOut
        | Fault::Redirects(_)
        | Fault::Status(_) => Status::Unreachable,
    }
}
