//! A claim that was to be looked at again by now, or whose date is too long ago.

use crate::desk::evidence::{Evidence, Placed};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::date::PartialDate;
use crate::registry::claim::Claim;
use jiff::ToSpan;
use jiff::civil::Date;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Stale,
    look: Look::Site(look),
    why: "A figure goes on being read after it stopped being true. `review_by` says until when a claim may stand unread; a site can \
          set an age besides, from which on a claim that a published story shows wants another look. A claim whose `review_by` \
          lies ahead has been looked at, however old it is.",
    example: "[stake]\nvalue = \"27%\"\nas_of = \"2025-10\"\nreview_by = 2026-04-30",
    mend: "look at the source again; put the new figure in, with the old one in `history`, or set `review_by` to another day.",
    options: Some(
        "[check]\nstale = { months = 18 }    # so long after its as_of date a claim counts as stale",
    ),
};

fn look(evidence: &Evidence<'_>) -> Vec<Diagnostic> {
    let shown = evidence.claims().into_iter().filter(|table| {
        let entry = evidence.claim(table.owner, &table.record.id);
        entry.is_some_and(|entry| !entry.used_in.is_empty())
    });
    shown.filter_map(|table| finding(evidence, &table)).collect()
}

fn finding(evidence: &Evidence<'_>, table: &Placed<'_, Claim>) -> Option<Diagnostic> {
    let claim = table.record;
    let today = evidence.site().settings.today;
    let message = match (&claim.review_by, &claim.as_of, evidence.options().stale_months) {
        (Some(review_by), ..) => late(review_by, today)?,
        (None, Some(as_of), Some(months)) => old(as_of, months, today)?,
        _ => return None,
    };
    let message = format!("the claim `{}` {message}", claim.id);
    let hint = "look at its source again, and set `review_by` to the day of the next look";
    Some(Diagnostic::new(Code::Stale, table.span.clone(), message).hint(hint))
}

fn late(review_by: &PartialDate, today: Date) -> Option<String> {
    let last = review_by.last_day();
    (last < today).then(|| {
        format!(
            "was to be looked at again by {}: that is {} before today, {}",
            review_by.words(),
            days(last, today),
            words(today)
        )
    })
}

fn old(as_of: &PartialDate, months: i32, today: Date) -> Option<String> {
    let last = as_of.last_day();
    let until = last.checked_add(months.months()).ok()?;
    (until < today).then(|| {
        format!(
            "is as of {}: that is {} before today, {}, and more than {months} months",
            as_of.words(),
            days(last, today),
            words(today)
        )
    })
}

fn days(from: Date, to: Date) -> String {
    match from.until(to).map(|span| span.get_days()) {
        Ok(1) => "1 day".to_owned(),
        Ok(count) => format!("{count} days"),
        Err(_) => "long".to_owned(),
    }
}

fn words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}
