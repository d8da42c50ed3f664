//! Which addresses are asked: public web servers by http or https, and what is allowed by hand.
//!
//! Sources are content, which is untrusted, and so are the redirects of their servers: neither may make the desk's
//! machine talk to its own network, to a cloud's metadata or to itself.

use super::Fault;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// Takes an address that may be asked, as far as that shows in its text. Its fragment is dropped.
pub fn address(text: &str) -> Result<Url, Fault> {
    let url = Url::parse(text).map_err(|error| refused(format!("it is no web address: {error}")))?;
    check(url)
}

/// Where a redirect leads, if it may be followed.
pub fn redirect(from: &Url, location: &str) -> Result<Url, Fault> {
    let url = from.join(location);
    let url =
        url.map_err(|error| Fault::Redirects(format!("a redirect leads to no web address: {error}")))?;
    check(url)
}

fn check(mut url: Url) -> Result<Url, Fault> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused(format!("it leads to a `{}:` address", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("it holds a user name or password".to_owned()));
    }
    if let Some(Host::Domain(name)) = url.host()
        && is_local_name(name)
    {
        return Err(refused(format!("{name} is this machine")));
    }
    url.set_fragment(None);
    Ok(url)
}

/// Names that mean this machine, wherever they are looked up (RFC 6761).
fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name.is_empty() || name == "localhost" || name.ends_with(".localhost")
}

/// The places that an address stands for, all of them checked: the connection may go to no other.
pub async fn places(url: &Url, allowed: &[SocketAddr]) -> Result<Vec<SocketAddr>, Fault> {
    let port = url
        .port_or_known_default()
        .expect("http and https have a default port");
    let places: Vec<SocketAddr> = match url.host() {
        Some(Host::Ipv4(address)) => vec![SocketAddr::new(address.into(), port)],
        Some(Host::Ipv6(address)) => vec![SocketAddr::new(address.into(), port)],
        Some(Host::Domain(name)) => {
            let found = tokio::net::lookup_host((name, port)).await;
            found.map_err(|_| Fault::NoHost(name.to_owned()))?.collect()
        }
        None => return Err(refused("it names no host".to_owned())),
    };
    if places.is_empty() {
        return Err(Fault::NoHost(url.host_str().unwrap_or_default().to_owned()));
    }
    for place in &places {
        permit(*place, allowed)?;
    }
    Ok(places)
}

/// Refuses a place that is not public, unless it is allowed by hand.
pub fn permit(place: SocketAddr, allowed: &[SocketAddr]) -> Result<(), Fault> {
    let is_same = |other: &SocketAddr| other.ip() == place.ip() && other.port() == place.port();
    if allowed.iter().any(is_same) {
        return Ok(());
    }
    if let Some(kind) = kind_of(place.ip()) {
        return Err(refused(format!("it leads to {kind} ({})", place.ip())));
    }
    match place.port() {
        80 | 443 => Ok(()),
        port => Err(refused(format!(
            "it leads to port {port}, which is not the web's"
        ))),
    }
}

fn refused(why: String) -> Fault {
    Fault::Refused(why)
}

/// What an address is that is no public one.
fn kind_of(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => kind_of_v4(address),
        IpAddr::V6(address) => kind_of_v6(address),
    }
}

/// IANA's registry of special addresses: what is not globally reachable.
fn kind_of_v4(address: Ipv4Addr) -> Option<&'static str> {
    let [a, b, c, _] = address.octets();
    match (a, b, c) {
        (0, ..) => Some("no address at all"),
        (127, ..) => Some("this machine"),
        (169, 254, _) => Some("the local link, where clouds keep their metadata"),
        (10, ..) | (192, 168, _) => Some("a private network"),
        (172, 16..=31, _) => Some("a private network"),
        (100, 64..=127, _) => Some("a provider's private network"),
        (192, 0, 0) | (192, 88, 99) => Some("a reserved network"),
        (192, 0, 2) | (198, 51, 100) | (203, 0, 113) => Some("a network for documentation"),
        (198, 18..=19, _) => Some("a network for benchmarks"),
        (224..=239, ..) => Some("a group of machines"),
        (240.., ..) => Some("a reserved network"),
        _ => None,
    }
}

/// Of the version 6 addresses, only 2000::/3 is public; forms that carry an IPv4 address are judged by it.
fn kind_of_v6(address: Ipv6Addr) -> Option<&'static str> {
    let parts = address.segments();
    let carried = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        kind_of_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        [0, 0, 0, 0, 0, 0, 0, 0] => Some("no address at all"),
        [0, 0, 0, 0, 0, 0, 0, 1] => Some("this machine"),
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => carried(high, low),
        [0, 0, 0, 0, 0, 0, ..] => Some("an old form of an IPv4 address"),
        [0x2002, high, low, ..] => carried(high, low),
        [.., 0 | 0x200, 0x5efe, high, low] if carried(high, low).is_some() => carried(high, low),
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => Some("a network for documentation"),
        [0x2001, 0..=0x01ff, ..] => Some("a reserved network"),
        [0xfc00..=0xfdff, ..] => Some("a private network"),
        [0xfe80..=0xfebf, ..] => Some("the local link"),
        [0xff00..=0xffff, ..] => Some("a group of machines"),
        [0x2000..=0x3fff, ..] => None,
        _ => Some("a reserved network"),
    }
}
