//! What hosts ask of programs: robots.txt, pauses, and to come back later.

use super::server::{Server, lead, respond};
use super::{fetch, get, manners, text};
use jiff::Timestamp;
use nutgraf::fetch::pace::wait_from;
use nutgraf::fetch::robots::Rules;
use nutgraf::fetch::{Fault, Manners};
use std::io::Write;
use std::time::{Duration, Instant};
use url::Url;

fn allows(robots: &str, path: &str) -> bool {
    let url = Url::parse(&format!("https://example.org{path}")).unwrap();
    Rules::read(robots).allow(&url)
}

#[test]
fn the_longest_rule_counts() {
    let robots = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c$\nAllow: /x*y\nDisallow: /x\n";
    for (path, allowed) in [
        ("/", true),
        ("/a", false),
        ("/abc", false),
        ("/a/b", true),
        ("/a/b/c", false),
        ("/a/b/cd", true),
        ("/x", false),
        ("/x/1/y/2", true),
        ("/robots.txt", true),
    ] {
        assert_eq!(allows(robots, path), allowed, "{path}");
    }
    assert!(
        allows("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a"),
        "of two as long, the kinder"
    );
}

#[test]
fn our_own_group_counts_alone() {
    let robots = "user-agent: other\nuser-agent: NutGraf/1.0 # us\ndisallow: /ours\n\n\
        sitemap: https://example.org/s.xml\nUser-Agent: *\nDisallow: /\n\nUser-agent: nutgraf\nDisallow: /too\n";
    for (path, allowed) in [("/free", true), ("/ours", false), ("/too", false)] {
        assert_eq!(allows(robots, path), allowed, "{path}");
    }
    assert!(!allows(
        "User-agent: nutgrafbot\nAllow: /\nUser-agent: *\nDisallow: /",
        "/"
    ));
    assert!(
        allows("User-agent: nutgraf\n\nUser-agent: *\nAllow: /a\n", "/"),
        "names before one group"
    );
    assert!(
        allows(
            "User-agent: nutgraf\nDisallow:\n\nUser-agent: *\nDisallow: /\n",
            "/"
        ),
        "empty forbids nothing"
    );
}

#[test]
fn patterns_and_paths_are_one_spelling() {
    for (pattern, path, fits) in [
        ("/a%3cd.html", "/a%3Cd.html", true),
        ("/%7ejoe/", "/~joe/x", true),
        ("/ü", "/%C3%BC/x", true),
        ("/a b", "/a%20b", true),
        ("/*.pdf$", "/x/y.pdf", true),
        ("/*.pdf$", "/x/y.pdf?z", false),
        ("/*?", "/x?y", true),
        ("/*?", "/x", false),
        ("/a$b", "/a", false),
        ("*", "/any", true),
        ("/a**b", "/a-b", true),
        ("$", "/a", false),
        ("/%", "/%", true),
        ("/%+1", "/%01", false),
    ] {
        let robots = format!("\u{feff}User-agent: *\r\nDisallow: {pattern}\r\n");
        assert_eq!(!allows(&robots, path), fits, "{pattern} {path}");
    }
}

#[test]
fn what_is_no_robots_txt_forbids_nothing() {
    for robots in [
        "",
        "<html>Disallow: /</html>",
        "Disallow: /",
        ":::\n:\n#",
        "User-agent\nDisallow\n\0\u{1}",
    ] {
        assert!(allows(robots, "/"), "{robots}");
    }
    let stars = format!("User-agent: *\nDisallow: /{}x", "a*".repeat(20_000));
    assert!(allows(&stars, &format!("/{}", "a".repeat(20_000))));
}

#[test]
fn a_host_that_forbids_is_not_asked() {
    let server = Server::new(|path, _, stream| match path {
        "/robots.txt" => respond(stream, "200 OK", "", b"User-agent: *\nDisallow: /closed\n"),
        "/leads" => lead(stream, "302 Found", "/closed/within"),
        _ => respond(stream, "200 OK", "", b"open"),
    });
    assert_eq!(get(&server, "/closed"), Err(Fault::Robots));
    assert_eq!(server.paths(), ["/robots.txt"]);
    assert_eq!(get(&server, "/leads"), Err(Fault::Robots), "nor by a redirect");
    assert!(get(&server, "/open").is_ok());
    assert!(
        server
            .heads()
            .iter()
            .all(|head| head.contains("user-agent: nutgraf/"))
    );
    assert!(
        !server
            .heads()
            .iter()
            .any(|head| head.to_lowercase().contains("cookie"))
    );
}

#[test]
fn without_a_robots_txt_all_is_open_and_with_a_broken_one_nothing() {
    for (status, open) in [
        ("404 Not Found", true),
        ("403 Forbidden", true),
        ("503 Down", false),
        ("500 Oops", false),
    ] {
        let server = Server::new(move |path, _, stream| match path {
            "/robots.txt" => respond(stream, status, "", b"User-agent: *\nDisallow: /\n"),
            _ => respond(stream, "200 OK", "", b"open"),
        });
        assert_eq!(get(&server, "/").is_ok(), open, "{status}");
    }
}

#[test]
fn a_huge_robots_txt_is_read_to_the_limit_and_no_further() {
    let server = Server::new(|path, _, stream| match path {
        "/robots.txt" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /early\n");
            super::server::drip(stream, &[b'#'; 65_536], Duration::ZERO);
        }
        _ => respond(stream, "200 OK", "", b"open"),
    });
    assert_eq!(get(&server, "/early"), Err(Fault::Robots));
    assert!(get(&server, "/late").is_ok());
}

#[test]
fn robots_txt_may_lead_on() {
    let server = Server::new(|path, _, stream| match path {
        "/robots.txt" => lead(stream, "301 Moved", "/rules"),
        "/rules" => respond(stream, "200 OK", "", b"User-agent: *\nDisallow: /closed\n"),
        _ => respond(stream, "200 OK", "", b"open"),
    });
    assert_eq!(get(&server, "/closed"), Err(Fault::Robots));
}

#[test]
fn a_host_is_asked_by_one_request_at_a_time_after_a_pause() {
    let times = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = times.clone();
    let server = Server::new(move |path, _, stream| {
        seen.lock().unwrap().push((path.to_owned(), Instant::now()));
        if path != "/robots.txt" {
            respond(stream, "200 OK", "", b"words");
        }
    });
    let pause = Duration::from_millis(120);
    let manners = Manners {
        pause,
        ..manners(&server)
    };
    let addresses = [server.url("/1"), server.url("/2"), server.url("/3")];
    nutgraf::fetch::all(&manners, &addresses, |_, answer| assert!(answer.is_ok())).unwrap();
    let times = times.lock().unwrap();
    assert_eq!(times.len(), 4, "robots.txt is read once: {times:?}");
    for pair in times.windows(2) {
        assert!(pair[1].1 - pair[0].1 >= pause, "{pair:?}");
    }
}

#[test]
fn a_robots_txt_may_ask_for_a_longer_pause() {
    let rules = Rules::read("User-agent: *\nCrawl-delay: 2.5\nDisallow: /x");
    assert_eq!(rules.delay, Some(Duration::from_millis(2500)));
    for wrong in ["-1", "NaN", "inf", "1e300", "soon"] {
        assert_eq!(
            Rules::read(&format!("User-agent: *\nCrawl-delay: {wrong}")).delay,
            None,
            "{wrong}"
        );
    }
}

#[test]
fn who_asks_to_come_back_soon_is_asked_again() {
    let server = Server::new(|path, before, stream| match (path, before) {
        ("/robots.txt", _) => {}
        ("/soon", 0) => respond(stream, "429 Too Many", "Retry-After: 0\r\n", b""),
        ("/soon", 1) => respond(
            stream,
            "503 Busy",
            "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n",
            b"",
        ),
        ("/never", _) => respond(stream, "503 Busy", "Retry-After: 0\r\n", b""),
        ("/long", _) => respond(stream, "429 Too Many", "Retry-After: 3600\r\n", b""),
        ("/silent", _) => respond(stream, "503 Busy", "", b""),
        _ => respond(stream, "200 OK", "", b"at last"),
    });
    assert_eq!(text(&get(&server, "/soon").unwrap()), "at last\n");
    assert_eq!(get(&server, "/never"), Err(Fault::Later(Some(0))));
    assert_eq!(get(&server, "/long"), Err(Fault::Later(Some(3600))));
    assert_eq!(get(&server, "/silent"), Err(Fault::Later(None)));
    let count = |path: &str| server.paths().iter().filter(|asked| *asked == path).count();
    assert_eq!((count("/never"), count("/long"), count("/silent")), (3, 1, 1));
}

#[test]
fn retry_after_is_seconds_or_a_time() {
    let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
    for (header, seconds) in [
        ("120", Some(120)),
        (" 7 ", Some(7)),
        ("Sat, 21 Nov 2026 12:00:30 GMT", Some(30)),
        ("Sat, 21 Nov 2026 11:00:00 GMT", Some(0)),
        ("-1", None),
        ("soon", None),
        ("", None),
        ("99999999999999999999999", None),
    ] {
        let wait = wait_from(header, now);
        assert_eq!(wait.map(|wait| wait.as_secs()), seconds, "{header}");
    }
}

#[test]
fn a_name_that_is_not_known_is_told() {
    let server = Server::page("", b"x");
    let fault = fetch(&manners(&server), "http://nobody.invalid/").unwrap_err();
    assert!(matches!(fault, Fault::NoHost(_) | Fault::TimedOut), "{fault:?}");
}
