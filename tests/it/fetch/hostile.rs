//! Servers that misbehave: each is given up on, in words that say why, and none makes us wait or fills the memory.

use super::server::{Server, drip, lead, respond};
use super::{fetch, get, manners, text};
use nutgraf::fetch::{Fault, Limits, Manners};
use std::io::Write;
use std::net::Shutdown;
use std::time::Duration;

#[test]
fn redirects_that_run_in_a_circle_are_left() {
    let server = Server::new(|path, _, stream| match path {
        "/a" => lead(stream, "302 Found", "/b"),
        "/b" => lead(stream, "302 Found", "/a"),
        "/self" => lead(stream, "301 Moved", "/self#elsewhere"),
        _ => {}
    });
    for path in ["/a", "/self"] {
        let fault = get(&server, path).unwrap_err();
        assert!(
            matches!(&fault, Fault::Redirects(why) if why.contains("circle")),
            "{fault:?}"
        );
    }
}

#[test]
fn redirects_without_end_are_left_after_ten() {
    let server = Server::new(|path, _, stream| {
        if let Some(number) = path.strip_prefix("/n") {
            let number: usize = number.parse().unwrap();
            lead(stream, "302 Found", &format!("/n{}", number + 1));
        }
    });
    let fault = get(&server, "/n0").unwrap_err();
    assert!(matches!(fault, Fault::Redirects(_)), "{fault:?}");
    let asked = server
        .paths()
        .iter()
        .filter(|path| path.starts_with("/n"))
        .count();
    assert_eq!(asked, 11);
}

#[test]
fn redirects_lead_nowhere_that_we_do_not_go() {
    for to in [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost:81/",
        "http://printer.localhost/",
        "http://LOCALHOST./",
        "http://1.1.1.1:22/",
        "//user:word@1.1.1.1/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "gopher://example.org/",
    ] {
        let server = Server::new(move |path, _, stream| {
            if path == "/" {
                lead(stream, "301 Moved", to);
            }
        });
        let fault = get(&server, "/").unwrap_err();
        assert!(matches!(fault, Fault::Refused(_)), "{to}: {fault:?}");
        assert_eq!(server.paths(), ["/robots.txt", "/"], "{to}");
    }
}

#[test]
fn a_robots_txt_leads_nowhere_either() {
    let server = Server::new(|_, _, stream| lead(stream, "302 Found", "http://10.0.0.1/robots.txt"));
    assert!(matches!(get(&server, "/"), Err(Fault::Refused(_))));
}

#[test]
fn another_port_of_this_machine_is_not_allowed() {
    let (server, other) = (Server::page("", b"one"), Server::page("", b"two"));
    assert!(get(&server, "/").is_ok());
    let fault = fetch(&manners(&server), &other.url("/")).unwrap_err();
    assert!(matches!(fault, Fault::Refused(_)), "{fault:?}");
    let by_name = format!("http://localhost:{}/", server.address.port());
    assert!(matches!(
        fetch(&manners(&server), &by_name),
        Err(Fault::Refused(_))
    ));
    assert!(other.paths().is_empty());
}

#[test]
fn a_large_answer_is_left_at_the_limit() {
    let server = Server::new(|path, _, stream| {
        if path == "/" {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            drip(stream, &[b'a'; 8192], Duration::ZERO);
        }
    });
    assert_eq!(get(&server, "/"), Err(Fault::TooLarge(100_000)));
}

#[test]
fn packed_zeros_are_left_at_the_limit() {
    for (encoding, packed) in bombs() {
        let server = Server::new(move |path, _, stream| {
            if path == "/" {
                respond(
                    stream,
                    "200 OK",
                    &format!("Content-Encoding: {encoding}\r\n"),
                    &packed,
                );
            }
        });
        assert_eq!(get(&server, "/"), Err(Fault::TooLarge(100_000)), "{encoding}");
    }
}

/// Ten megabytes of zeros, by gzip and by deflate.
fn bombs() -> [(&'static str, Vec<u8>); 2] {
    let zeros = vec![0_u8; 10_000_000];
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&zeros).unwrap();
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    deflate.write_all(&zeros).unwrap();
    [
        ("gzip", gzip.finish().unwrap()),
        ("deflate", deflate.finish().unwrap()),
    ]
}

#[test]
fn what_is_packed_twice_is_not_read() {
    let [(_, bomb), _] = bombs();
    let mut twice = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    twice.write_all(&bomb).unwrap();
    let twice = twice.finish().unwrap();
    let server = Server::new(move |path, _, stream| {
        if path == "/" {
            respond(stream, "200 OK", "Content-Encoding: gzip, gzip\r\n", &twice);
        }
    });
    let fault = get(&server, "/").unwrap_err();
    assert!(
        matches!(fault, Fault::Broken(_) | Fault::TooLarge(_)),
        "{fault:?}"
    );
}

#[test]
fn damaged_packing_is_a_broken_answer() {
    let server = Server::page("Content-Encoding: gzip\r\n", b"this is not gzip");
    assert!(matches!(get(&server, "/"), Err(Fault::Broken(_))));
}

#[test]
fn endless_headers_are_left() {
    for (line, rest) in [
        (
            b"X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".to_vec(),
            "many",
        ),
        (vec![b'a'; 8192], "long"),
    ] {
        let server = Server::new(move |path, _, stream| {
            if path == "/" {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX-Long: ");
                drip(stream, &line, Duration::ZERO);
            }
        });
        let fault = get(&server, "/").unwrap_err();
        assert!(matches!(fault, Fault::Broken(_)), "{rest}: {fault:?}");
    }
}

#[test]
fn a_server_that_stalls_is_left() {
    let stalls: [fn(&mut std::net::TcpStream); 3] = [
        |_| {},
        |stream| drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-")),
        |stream| drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")),
    ];
    for stall in stalls {
        let server = Server::new(move |path, _, stream| {
            if path == "/" {
                stall(stream);
                std::thread::sleep(Duration::from_secs(30));
            }
        });
        assert_eq!(get(&server, "/"), Err(Fault::TimedOut));
    }
}

#[test]
fn a_body_that_drips_is_left_when_the_time_is_up() {
    let server = Server::new(|path, _, stream| {
        if path == "/" {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            drip(stream, b"a", Duration::from_millis(50));
        }
    });
    let manners = Manners {
        limits: Limits {
            total: Duration::from_millis(700),
            ..manners(&server).limits
        },
        ..manners(&server)
    };
    assert_eq!(fetch(&manners, &server.url("/")), Err(Fault::TimedOut));
}

#[test]
fn broken_answers_say_so() {
    let broken: [(&str, &[u8]); 4] = [
        (
            "cut short",
            b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
        ),
        (
            "cut in a chunk",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nonly this",
        ),
        ("HTTP/0.9", b"<html>hello</html>\n"),
        ("garbage", b"\x00\x01\x02\x03\xff\xfe\r\n\r\n"),
    ];
    for (name, bytes) in broken {
        let server = Server::new(move |path, _, stream| {
            if path == "/" {
                let _ = stream.write_all(bytes);
                let _ = stream.shutdown(Shutdown::Both);
            }
        });
        let fault = get(&server, "/").unwrap_err();
        assert!(matches!(fault, Fault::Broken(_)), "{name}: {fault:?}");
    }
}

#[test]
fn a_closed_door_says_so() {
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let server = Server::page("", b"x");
    let manners = Manners {
        allowed: vec![closed],
        ..manners(&server)
    };
    let fault = fetch(&manners, &format!("http://{closed}/")).unwrap_err();
    assert!(
        matches!(&fault, Fault::Broken(why) if why.starts_with("no connection")),
        "{fault:?}"
    );
}

#[test]
fn nothing_is_a_fault_of_its_own() {
    let server = Server::new(|path, _, stream| match path {
        "/empty" => respond(stream, "200 OK", "", b""),
        "/204" => drop(stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")),
        _ => {}
    });
    assert_eq!(get(&server, "/empty"), Err(Fault::Empty));
    assert_eq!(get(&server, "/204"), Err(Fault::Empty));
}

#[test]
fn encrypted_is_not_what_a_plain_server_speaks() {
    let plain = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = plain.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in plain.incoming() {
            let _ = stream.unwrap().write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let server = Server::page("", b"x");
    let manners = Manners {
        allowed: vec![address],
        ..manners(&server)
    };
    let fault = fetch(&manners, &format!("https://{address}/")).unwrap_err();
    assert!(matches!(fault, Fault::Insecure(_)), "{fault:?}");
}

#[test]
fn one_bad_server_keeps_no_other_from_being_read() {
    let bad = Server::new(|path, _, stream| {
        if path == "/" {
            drop(stream.write_all(b"garbage\r\n\r\n"));
        }
    });
    let good = Server::page("", b"good words");
    let manners = Manners {
        allowed: vec![bad.address, good.address],
        ..manners(&good)
    };
    let addresses = [
        bad.url("/"),
        good.url("/"),
        "no address".to_owned(),
        good.url("/2"),
    ];
    let mut found = Vec::new();
    nutgraf::fetch::all(&manners, &addresses, |at, answer| found.push((at, answer))).unwrap();
    let order: Vec<usize> = found.iter().map(|(at, _)| *at).collect();
    assert_eq!(order, [0, 1, 2, 3]);
    assert!(found[0].1.is_err() && found[2].1.is_err());
    assert_eq!(text(found[1].1.as_ref().unwrap()), "good words\n");
}
