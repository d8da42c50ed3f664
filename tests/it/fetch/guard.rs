//! Which places may be asked.

use nutgraf::fetch::guard::{address, permit};
use std::net::{IpAddr, SocketAddr};

fn is_permitted(ip: &str, port: u16) -> bool {
    let ip: IpAddr = ip.parse().unwrap();
    permit(SocketAddr::new(ip, port), &[]).is_ok()
}

#[test]
fn public_places_are_asked() {
    for ip in [
        "1.1.1.1",
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "192.0.1.1",
        "198.17.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "64:ff9b::101:101",
        "2002:0101:0101::1",
        "::ffff:1.1.1.1",
    ] {
        assert!(is_permitted(ip, 443) && is_permitted(ip, 80), "{ip}");
        assert!(!is_permitted(ip, 22) && !is_permitted(ip, 8080), "{ip}");
    }
}

#[test]
fn all_others_are_not() {
    for ip in [
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::1.1.1.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a00:1::1",
        "2002:a9fe:a9fe::1",
        "2606:4700::5efe:10.0.0.1",
        "2606:4700::200:5efe:192.168.0.1",
        "3fff::1",
        "3fff:fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ] {
        assert!(!is_permitted(ip, 80), "{ip}");
    }
}

#[test]
fn a_place_is_allowed_with_its_port_and_no_other() {
    let allowed = ["10.1.2.3:8080".parse().unwrap(), "[fd00::1]:80".parse().unwrap()];
    let permitted = |place: &str| permit(place.parse().unwrap(), &allowed).is_ok();
    assert!(permitted("10.1.2.3:8080") && permitted("[fd00::1]:80"));
    assert!(!permitted("10.1.2.3:80") && !permitted("10.1.2.4:8080") && !permitted("[fd00::1]:443"));
}

#[test]
fn addresses_are_refused_by_their_text() {
    for text in [
        "",
        "words",
        "/path",
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "http://user@example.org/",
        "http://user:word@example.org/",
        "http://localhost/",
        "http://LocalHost.:80/",
        "http://a.localhost/",
        "http://",
        "https://exa mple.org/",
    ] {
        assert!(address(text).is_err(), "{text}");
    }
    assert_eq!(
        address("https://example.org/a?b=c#d").unwrap().as_str(),
        "https://example.org/a?b=c"
    );
}
