//! Addresses in finished pages: which route of the site each leads to, as a browser would find it.

use percent_encoding::percent_decode_str;
use url::Url;

/// Where a site lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The host, with its port, where it is known.
    authority: Option<String>,
    /// The folder of the host, with its slashes: `/` or `/sub/`.
    folder: String,
}

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Led<'h> {
    /// To another site, or to what is no page.
    Elsewhere,
    /// Out of the folder of the site, to a path of its host.
    Outside(String),
    /// To a route of the site, which may not be, with a fragment as it is written.
    Site(String, Option<&'h str>),
}

impl Home {
    /// By the address of the site.
    pub fn of(base_url: Option<&str>) -> Self {
        let url = base_url.and_then(|base| Url::parse(base).ok());
        let folder = url.as_ref().map_or("/", |url| url.path());
        let folder = percent_decode_str(folder.trim_end_matches('/')).decode_utf8_lossy();
        let host = url.as_ref().and_then(|url| {
            let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
            Some(format!("{}{port}", url.host_str()?))
        });
        Self {
            authority: host,
            folder: format!("{folder}/"),
        }
    }

    /// Where an address leads that stands in the page at a route.
    pub fn lead<'h>(&self, href: &'h str, from: &str) -> Led<'h> {
        let href = href.trim_matches(|mark: char| mark <= ' ');
        if href.contains(['\t', '\n', '\r', '\\']) {
            return Led::Elsewhere;
        }
        let (address, fragment) = match href.split_once('#') {
            Some((address, fragment)) => (address, Some(fragment)),
            None => (href, None),
        };
        let address = address.split('?').next().unwrap_or_default();
        if address.is_empty() && !href.starts_with("//") {
            return Led::Site(from.to_owned(), fragment);
        }
        let Some(path) = self.path_of(address) else {
            return Led::Elsewhere;
        };
        let joined = match path.strip_prefix('/') {
            Some(below) => joined("", below),
            None => {
                let folder = &from[1.min(from.len())..from.rfind('/').map_or(0, |at| at + 1).max(1)];
                joined(&format!("{}{folder}", &self.folder[1..]), path)
            }
        };
        let decoded = match joined.contains('%') {
            true => percent_decode_str(&joined).decode_utf8_lossy().into_owned(),
            false => joined,
        };
        match decoded.strip_prefix(&self.folder) {
            Some(below) => Led::Site(format!("/{below}"), fragment),
            None if format!("{decoded}/") == self.folder => Led::Site("/".to_owned(), fragment),
            None => Led::Outside(decoded),
        }
    }

    /// The path of an address without query and fragment; `None`: of another host.
    fn path_of<'a>(&self, address: &'a str) -> Option<&'a str> {
        let rest = match scheme(address) {
            Some(scheme) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
                &address[scheme.len() + 1..]
            }
            Some(_) => return None,
            None => address,
        };
        let Some(rest) = rest.strip_prefix("//") else {
            // `https:path` is what browsers mend: not ours to judge.
            return (rest.len() == address.len()).then_some(rest);
        };
        let end = rest.find('/').unwrap_or(rest.len());
        let is_ours = self
            .authority
            .as_ref()
            .is_some_and(|own| own.eq_ignore_ascii_case(&rest[..end]));
        is_ours.then(|| if end == rest.len() { "/" } else { &rest[end..] })
    }
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    (scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(plain))
        .then_some(scheme)
}

/// A folder (without its first slash) and a path below it, `.` and `..` resolved: above the root there is nothing.
fn joined(folder: &str, path: &str) -> String {
    let mut out = String::with_capacity(folder.len() + path.len() + 1);
    out.push('/');
    out.push_str(folder);
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." => {}
            ".." => {
                out.pop();
                let end = out.rfind('/').map_or(0, |at| at + 1);
                out.truncate(end);
                if out.is_empty() {
                    out.push('/');
                }
            }
            name => {
                out.push_str(name);
                if !is_last {
                    out.push('/');
                }
            }
        }
    }
    out
}
