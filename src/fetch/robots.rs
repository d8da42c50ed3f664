//! What a host asks of programs, by its robots.txt (RFC 9309).

use std::time::Duration;
use url::Url;

/// By what name a robots.txt may speak to us.
const PRODUCT: &str = "nutgraf";

/// What a host lets us read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    rules: Vec<Rule>,
    /// The pause between two requests that it asks for.
    pub delay: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allows: bool,
    pattern: String,
}

impl Rules {
    /// Reads a robots.txt: the groups that name us, or else those for everybody.
    pub fn read(text: &str) -> Self {
        let (mut ours, mut everybodys) = (Self::default(), Self::default());
        let (mut names_us, mut is_for_us, mut is_for_all, mut in_names) = (false, false, false, false);
        for (key, value) in text.split(['\n', '\r']).filter_map(line) {
            if key == "user-agent" {
                if !in_names {
                    (is_for_us, is_for_all, in_names) = (false, false, true);
                }
                is_for_all |= value == "*";
                is_for_us |= product(value).eq_ignore_ascii_case(PRODUCT);
                names_us |= is_for_us;
                continue;
            }
            let is_rule = matches!(key.as_str(), "allow" | "disallow" | "crawl-delay");
            in_names &= !is_rule;
            if is_for_us {
                ours.add(&key, value);
            }
            if is_for_all {
                everybodys.add(&key, value);
            }
        }
        if names_us { ours } else { everybodys }
    }

    fn add(&mut self, key: &str, value: &str) {
        match key {
            "allow" | "disallow" if !value.is_empty() => self.rules.push(Rule {
                allows: key == "allow",
                pattern: normal(value),
            }),
            "crawl-delay" => {
                let seconds: Option<f64> = value.parse().ok();
                self.delay = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            }
            _ => {}
        }
    }

    /// Whether an address may be asked for: by the longest rule that fits it, and of two as long by the one that allows.
    pub fn allow(&self, url: &Url) -> bool {
        let mut path = url.path().to_owned();
        if path == "/robots.txt" {
            return true;
        }
        if let Some(query) = url.query() {
            path = format!("{path}?{query}");
        }
        let path = normal(&path);
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, &path));
        fitting
            .max_by_key(|rule| (rule.pattern.len(), rule.allows))
            .is_none_or(|rule| rule.allows)
    }
}

/// A line's key in lower case and its value, without what is a remark.
fn line(line: &str) -> Option<(String, &str)> {
    let line = line
        .split('#')
        .next()
        .unwrap_or_default()
        .trim_start_matches('\u{feff}');
    let (key, value) = line.split_once(':')?;
    Some((key.trim().to_ascii_lowercase(), value.trim()))
}

/// The name in a `User-agent`, which may carry a version.
fn product(value: &str) -> &str {
    let end = value.find(|mark: char| !(mark.is_ascii_alphabetic() || mark == '_' || mark == '-'));
    &value[..end.unwrap_or(value.len())]
}

/// Whether a path begins as a pattern says; `*` is any run of marks, a `$` at the end is the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, is_whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else {
        return !is_whole || rest.is_empty();
    };
    for part in between {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    match is_whole {
        true => rest.ends_with(last),
        false => rest.contains(last),
    }
}

/// One spelling for what may be written encoded or not: letters, digits and `-._~` plain, all beyond ASCII encoded.
fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = String::with_capacity(path.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let encoded = path.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let is_digit = |byte: u8| byte.is_ascii_hexdigit();
        let encoded = encoded.filter(|digits| digits.bytes().all(is_digit));
        let decoded = encoded.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match decoded {
            Some(plain) if plain.is_ascii_alphanumeric() || b"-._~".contains(&plain) => {
                out.push(plain.into())
            }
            Some(other) => out.push_str(&format!("%{other:02X}")),
            None if byte.is_ascii_graphic() => out.push((*byte).into()),
            None => out.push_str(&format!("%{byte:02X}")),
        }
        at += if decoded.is_some() { 3 } else { 1 };
    }
    out
}
