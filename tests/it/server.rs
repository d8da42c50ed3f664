//! The server over real sockets: what browsers need, and what everybody else gets.

mod findings;
mod hostile;

use crate::edits::SITE;
use crate::support::{SiteTest, TODAY};
use hostile::{CLOSED, HEADERS, HOSTS, METHODS, RANGES, RAW, TARGETS};
use nutgraf::compile::compile;
use nutgraf::input::settings::Settings;
use nutgraf::preview::Preview;
use nutgraf::preview::script::without_script;
use nutgraf::server::{self, Handle, Limits, Options};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// A server over a small site, and the site.
struct Served {
    site: SiteTest,
    preview: Arc<Preview>,
    server: Handle,
}

impl Served {
    fn new() -> Self {
        Self::with(Options::default())
    }

    fn with(options: Options) -> Self {
        Self::of(
            "-- content/stories/one.md --\n---\nheadline: One\ndate: 2026-04-27\n---\nWords.\n\
             -- content/stories/two.md --\n---\nheadline: Two\ndate: 2026-04-28\n---\nOther words.\n\
             -- static/note.txt --\nhello world\n",
            options,
        )
    }

    fn of(text: &str, options: Options) -> Self {
        let preview = Arc::new(Preview::new());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = server::start(listener, preview.clone(), options).unwrap();
        let site = SiteTest::new(text).edit("site.toml", "title = \"Test\"\n");
        Self {
            site,
            preview,
            server,
        }
        .publish()
    }

    fn publish(self) -> Self {
        let compiled = compile(self.site.sources.clone(), &Settings::on(TODAY), None);
        let (errors, texts) = (compiled.errors(), compiled.sources.clone());
        self.preview.publish(Arc::new(compiled), &errors, &texts);
        self
    }

    fn edit(mut self, path: &str, text: &str) -> Self {
        self.site = self.site.edit(path, text);
        self.publish()
    }

    /// Puts a picture beside the stories, and a cache into a folder.
    fn with_picture(folder: &std::path::Path, bytes: Vec<u8>) -> Self {
        let options = Options {
            cache: Arc::new(nutgraf::disk::cache::Cache::of_site(folder)),
            ..Options::default()
        };
        let mut served = Self::with(options);
        served
            .site
            .sources
            .insert("content/stories/photo.jpg".into(), bytes);
        served.edit(
            "content/stories/one.md",
            "---\nheadline: One\ndate: 2026-04-27\n---\nWords. ![A photo](photo.jpg)\n",
        )
    }

    fn get(&self, path: &str) -> Response {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        ))
    }

    fn ask(&self, request: &str) -> Response {
        send(self.server.address(), request.as_bytes())
    }

    fn stream(&self, query: &str) -> Stream {
        let mut socket = TcpStream::connect(self.server.address()).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        write!(
            socket,
            "GET /_nutgraf/events?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        .unwrap();
        Stream {
            socket,
            read: String::new(),
        }
    }

    /// Whatever came before, a good request is still answered.
    fn assert_alive(&self, after: &str) {
        let response = self.get("/one/");
        assert_eq!(response.status, 200, "after {after}");
        assert!(response.text().contains("Words."), "after {after}");
    }
}

struct Response {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Response {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Sends some bytes and reads the answer: all of it where the connection ends with it, else its head.
fn send(address: SocketAddr, request: &[u8]) -> Response {
    let mut socket = TcpStream::connect(address).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
    // The server may have closed already, which is an answer too.
    let _ = socket.write_all(request);
    read(&mut socket)
}

fn read(socket: &mut TcpStream) -> Response {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        let closes = text.to_ascii_lowercase().contains("connection: close");
        if text.contains("\r\n\r\n") && !closes {
            break;
        }
        match socket.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
    let end = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .map_or(bytes.len(), |at| at + 4);
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(CLOSED);
    Response {
        status,
        head,
        body: bytes[end..].to_vec(),
    }
}

/// A stream of events.
struct Stream {
    socket: TcpStream,
    read: String,
}

impl Stream {
    /// The next state.
    fn state(&mut self) -> serde_json::Value {
        loop {
            if let Some((events, rest)) = self
                .read
                .split_once("data: ")
                .and_then(|(_, rest)| rest.split_once("\n\n"))
            {
                let state = serde_json::from_str(events).unwrap();
                self.read = rest.to_owned();
                return state;
            }
            let mut buffer = [0; 4096];
            let count = self.socket.read(&mut buffer).unwrap();
            assert!(count > 0, "the stream ended: {}", self.read);
            self.read.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
        }
    }
}

/// Every hostile request, with what it is to get.
fn hostile_requests() -> Vec<(Vec<u8>, u16)> {
    let text = |text: String| text.into_bytes();
    let targets = TARGETS.iter().map(|(target, status)| {
        (
            text(format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n")),
            *status,
        )
    });
    let line = |line: &str| {
        if line.is_empty() {
            String::new()
        } else {
            format!("{line}\r\n")
        }
    };
    let hosts = HOSTS.iter().map(move |(host, status)| {
        (
            text(format!("GET / HTTP/1.1\r\n{}X: y\r\n\r\n", line(host))),
            *status,
        )
    });
    let headers = HEADERS.iter().map(|(header, status)| {
        (
            text(format!("GET / HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n")),
            *status,
        )
    });
    let methods = METHODS.iter().map(|(method, status)| {
        (
            text(format!("{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n")),
            *status,
        )
    });
    let ranges = RANGES.iter().map(|(range, status)| {
        (
            text(format!(
                "GET /note.txt HTTP/1.1\r\nHost: localhost\r\nRange: {range}\r\n\r\n"
            )),
            *status,
        )
    });
    let raw = RAW.iter().map(|(request, status)| (request.to_vec(), *status));
    targets
        .chain(hosts)
        .chain(headers)
        .chain(methods)
        .chain(ranges)
        .chain(raw)
        .chain(oversized())
        .collect()
}

fn oversized() -> Vec<(Vec<u8>, u16)> {
    let get = |target: &str, headers: &str| {
        format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n").into_bytes()
    };
    let pages: String = (0..65).map(|number| format!("page=/{number}/&")).collect();
    let many: String = (0..100).map(|number| format!("X-{number}: y\r\n")).collect();
    vec![
        (get(&format!("/{}", "a".repeat(9_000)), ""), 414),
        (get(&format!("/?{}", "a".repeat(9_000)), ""), 414),
        (get(&format!("/{}", "a".repeat(20_000)), ""), 431),
        (get(&format!("/{}", "../".repeat(2_000)), ""), 404),
        (get("/", &format!("X: {}\r\n", "a".repeat(20_000))), 431),
        (get("/", &format!("{}: x\r\n", "a".repeat(20_000))), 431),
        (get("/", &format!("Cookie: {}\r\n", "a".repeat(20_000))), 431),
        (get("/", &many), 431),
        (get(&format!("/_nutgraf/events?{pages}"), ""), 400),
        (vec![b'a'; 40_000], 431),
        (b"\r\n".repeat(10_000), 431),
        (get(&format!("http://{}/", "a".repeat(9_000)), ""), 414),
        (
            format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", "a".repeat(9_000)).into_bytes(),
            403,
        ),
    ]
}

#[test]
fn hostile_requests_are_refused_and_the_server_lives() {
    let served = Served::with(Options {
        limits: Limits {
            head: Duration::from_millis(400),
            ..Limits::default()
        },
        ..Options::default()
    });
    let requests = hostile_requests();
    assert!(requests.len() >= 150, "only {}", requests.len());
    let mut wrong = Vec::new();
    for (request, status) in &requests {
        let response = send(served.server.address(), request);
        let shown = String::from_utf8_lossy(&request[..request.len().min(120)]).into_owned();
        if response.status != *status {
            wrong.push(format!("{} and not {status}: {shown:?}", response.status));
        }
        assert!(
            !response.head.to_ascii_lowercase().contains("access-control-"),
            "{shown}"
        );
        assert!(
            response.header("location").is_none(),
            "{shown}: {}",
            response.head
        );
        served.assert_alive(&shown);
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        requests.len(),
        wrong.join("\n")
    );
}

/// Every answer, good or not, says that it is not to be stored, guessed at, or used by other origins.
fn assert_guarded(response: &Response) {
    assert_eq!(
        response.header("cache-control"),
        Some("no-store"),
        "{}",
        response.head
    );
    assert_eq!(
        response.header("x-content-type-options"),
        Some("nosniff"),
        "{}",
        response.head
    );
    assert_eq!(
        response.header("cross-origin-resource-policy"),
        Some("same-origin"),
        "{}",
        response.head
    );
}

#[test]
fn pages_and_files_are_answered_as_they_are_built() {
    let served = Served::new();
    let page = served.get("/one/");
    assert_eq!(
        (page.status, page.header("content-type")),
        (200, Some("text/html; charset=utf-8"))
    );
    let site = SiteTest {
        compiled: None,
        sources: served.site.sources.clone(),
        settings: served.site.settings.clone(),
    }
    .build();
    assert_eq!(
        String::from_utf8(without_script(&page.body)).unwrap(),
        site.file("one/index.html")
    );
    let file = served.get("/note.txt?any=query");
    assert_eq!((file.status, file.text().as_str()), (200, "hello world\n"));
    let redirect = served.get("/one?x=1");
    assert_eq!(
        (redirect.status, redirect.header("location")),
        (302, Some("/one/?x=1"))
    );
    let missing = served.get("/nothing/");
    assert_eq!(
        (missing.status, missing.header("content-type")),
        (404, Some("text/html; charset=utf-8"))
    );
    let script = served.get("/_nutgraf/preview.js");
    assert_eq!(
        (script.status, script.header("content-type")),
        (200, Some("text/javascript; charset=utf-8"))
    );
    let refused = served.ask("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!(
        (refused.status, refused.header("allow")),
        (405, Some("GET, HEAD"))
    );
    for response in [page, file, redirect, missing, script, refused] {
        assert_guarded(&response);
    }
}

#[test]
fn head_is_the_head_alone() {
    let served = Served::new();
    for path in ["/one/", "/note.txt", "/nothing/", "/_nutgraf/preview.js"] {
        let whole = served.get(path);
        let head = served.ask(&format!(
            "HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        ));
        assert_eq!((head.status, head.body.len()), (whole.status, 0), "{path}");
        assert_eq!(
            head.header("content-length"),
            Some(whole.body.len().to_string().as_str()),
            "{path}"
        );
    }
    let stream =
        served.ask("HEAD /_nutgraf/events?page=/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!(
        (stream.status, stream.header("content-type")),
        (200, Some("text/event-stream"))
    );
}

#[test]
fn a_page_of_the_site_wins_over_ours() {
    let served = Served::new().edit("static/_nutgraf/preview.js", "own");
    assert_eq!(served.get("/_nutgraf/preview.js").text(), "own");
}

#[test]
fn parts_of_a_file_are_answered() {
    let served = Served::new();
    let ask = |range: &str, more: &str| {
        served.ask(&format!(
            "GET /note.txt HTTP/1.1\r\nHost: localhost\r\nRange: {range}\r\n{more}Connection: close\r\n\r\n"
        ))
    };
    for (range, status, content_range, body) in [
        ("bytes=0-4", 206, Some("bytes 0-4/12"), "hello"),
        ("bytes=6-", 206, Some("bytes 6-11/12"), "world\n"),
        ("bytes=-6", 206, Some("bytes 6-11/12"), "world\n"),
        ("bytes=-500", 206, Some("bytes 0-11/12"), "hello world\n"),
        ("bytes=10-500", 206, Some("bytes 10-11/12"), "d\n"),
        ("bytes=12-", 416, Some("bytes */12"), ""),
        ("bytes=0-1,3-4", 200, None, "hello world\n"),
    ] {
        let response = ask(range, "");
        assert_eq!(
            (
                response.status,
                response.header("content-range"),
                response.text().as_str()
            ),
            (status, content_range, body),
            "{range}"
        );
        assert_eq!(response.header("accept-ranges"), Some("bytes"));
    }
    let tag = served.get("/note.txt").header("etag").unwrap().to_owned();
    assert_eq!(ask("bytes=0-4", &format!("If-Range: {tag}\r\n")).status, 206);
    assert_eq!(ask("bytes=0-4", "If-Range: \"other\"\r\n").status, 200);
    assert_eq!(
        ask("bytes=0-4", "If-Range: Wed, 21 Oct 2015 07:28:00 GMT\r\n").status,
        200
    );
    let served = served.edit("static/empty.txt", "");
    assert_eq!(
        served
            .ask("GET /empty.txt HTTP/1.1\r\nHost: localhost\r\nRange: bytes=-5\r\nConnection: close\r\n\r\n")
            .status,
        416
    );
}

#[test]
fn each_kind_of_file_has_its_type() {
    let kinds = [
        ("css", "text/css; charset=utf-8"),
        ("js", "text/javascript; charset=utf-8"),
        ("mjs", "text/javascript; charset=utf-8"),
        ("json", "application/json; charset=utf-8"),
        ("webmanifest", "application/manifest+json; charset=utf-8"),
        ("svg", "image/svg+xml; charset=utf-8"),
        ("xml", "text/xml; charset=utf-8"),
        ("atom", "application/atom+xml; charset=utf-8"),
        ("rss", "application/rss+xml; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("csv", "text/csv; charset=utf-8"),
        ("vtt", "text/vtt; charset=utf-8"),
        ("bib", "application/x-bibtex; charset=utf-8"),
        ("ris", "application/x-research-info-systems; charset=utf-8"),
        ("woff2", "font/woff2"),
        ("avif", "image/avif"),
        ("webp", "image/webp"),
        ("PNG", "image/png"),
        ("jpg", "image/jpeg"),
        ("gif", "image/gif"),
        ("ico", "image/x-icon"),
        ("wasm", "application/wasm"),
        ("pdf", "application/pdf"),
        ("mp3", "audio/mpeg"),
        ("m4a", "audio/mp4"),
        ("ogg", "audio/ogg"),
        ("mp4", "video/mp4"),
        ("webm", "video/webm"),
        ("unknown-kind", "application/octet-stream"),
    ];
    let mut served = Served::new();
    for (ending, _) in kinds {
        served.site = served.site.edit(&format!("static/file.{ending}"), "x");
    }
    let served = served.edit("static/bare", "x");
    for (ending, kind) in kinds {
        assert_eq!(
            served.get(&format!("/file.{ending}")).header("content-type"),
            Some(kind),
            "{ending}"
        );
    }
    assert_eq!(
        served.get("/bare").header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(
        served.get("/style.css").header("content-type"),
        Some("text/css; charset=utf-8")
    );
}

#[test]
fn hosts_of_this_machine_are_answered() {
    let served = Served::with(Options {
        allowed_hosts: vec!["Tunnel.example".to_owned()],
        ..Options::default()
    });
    for host in [
        "localhost",
        "LOCALHOST:1234",
        "a.b.localhost:80",
        "127.0.0.1",
        "127.0.0.1:65535",
        "127.9.9.9",
        "[::1]",
        "[::1]:80",
        "[::ffff:127.0.0.1]",
        "tunnel.example",
        "TUNNEL.example:443",
    ] {
        let response = served.ask(&format!(
            "GET /one/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ));
        assert_eq!(response.status, 200, "{host}: {}", response.text());
    }
    for (request, status) in [
        ("GET http://localhost/one/ HTTP/1.1\r\nHost: localhost", 200),
        ("GET http://127.0.0.1:99/one/ HTTP/1.1\r\nHost: localhost", 200),
        ("GET /one/ HTTP/1.0\r\nHost: localhost", 200),
        (
            "GET /one/ HTTP/1.1\r\nHost: localhost:8\r\nOrigin: http://localhost:8",
            200,
        ),
        (
            "GET /one/ HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors",
            200,
        ),
        (
            "GET /one/ HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document",
            200,
        ),
        ("GET /one/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0", 200),
    ] {
        assert_eq!(
            served
                .ask(&format!("{request}\r\nConnection: close\r\n\r\n"))
                .status,
            status,
            "{request}"
        );
    }
    let refused = served.ask("GET / HTTP/1.1\r\nHost: laptop.lan\r\n\r\n");
    assert!(
        refused.text().contains("--allow-host laptop.lan"),
        "{}",
        refused.text()
    );
}

#[test]
fn a_stream_tells_the_state_at_once_and_after_each_change() {
    let editor = Some("vscode://file{path}:{line}:{column}".to_owned());
    let served = Served::with(Options {
        editor,
        root: "/home/a b/site".into(),
        ..Options::default()
    });
    let mut stream = served.stream("page=/one/&page=%2Ftwo%2F");
    let first = stream.state();
    let served = served.edit(
        "content/stories/one.md",
        "---\nheadline: One\ndate: 2026-04-27\n---\nNew words.\n",
    );
    let second = stream.state();
    assert_ne!(first["pages"]["/one/"], second["pages"]["/one/"]);
    assert_eq!(first["pages"]["/two/"], second["pages"]["/two/"]);
    let mut again = served.stream("page=/one/&page=/two/");
    assert_eq!(
        again.state()["pages"],
        second["pages"],
        "who comes later is told the same"
    );
    let served = served.edit(
        "content/stories/one.md",
        "---\nheadline: One\ndate: nonsense\n---\nNew words.\n",
    );
    let problem = &stream.state()["problems"][0];
    assert_eq!(
        problem["link"],
        "vscode://file/home/a%20b/site/content/stories/one.md:3:7"
    );
    served.server.stop();
    let mut rest = String::new();
    stream.socket.read_to_string(&mut rest).unwrap();
}

#[test]
fn streams_and_connections_are_bounded() {
    let limits = Limits {
        streams: 2,
        connections: 6,
        ..Limits::default()
    };
    let served = Served::with(Options {
        limits,
        ..Options::default()
    });
    let mut streams = [served.stream("page=/one/"), served.stream("page=/one/")];
    streams.iter_mut().for_each(|stream| drop(stream.state()));
    let third = served.get("/_nutgraf/events?page=/one/");
    assert_eq!(third.status, 503);
    served.assert_alive("the third stream");
    let idle: Vec<TcpStream> = (0..4)
        .map(|_| TcpStream::connect(served.server.address()).unwrap())
        .collect();
    assert_eq!(served.get("/one/").status, CLOSED, "one connection too many");
    drop(idle);
    drop(streams);
    // The places are free again as soon as the server has seen the ends.
    for attempt in 0.. {
        let status = served.get("/_nutgraf/preview.js").status;
        let mut stream = served.stream("page=/one/");
        stream
            .socket
            .set_read_timeout(Some(Duration::from_millis(200)))
            .unwrap();
        let mut start = [0; 15];
        if status == 200 && stream.socket.read_exact(&mut start).is_ok() && &start == b"HTTP/1.1 200 OK" {
            break;
        }
        assert!(attempt < 50, "places are not given back");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn slow_clients_are_let_go() {
    let limits = Limits {
        head: Duration::from_millis(200),
        write: Duration::from_millis(300),
        ..Limits::default()
    };
    let mut served = Served::with(Options {
        limits,
        ..Options::default()
    });
    served.site = served.site.edit("static/large.bin", &"x".repeat(32 << 20));
    let served = served.publish();
    for start in ["", "G", "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow"] {
        let mut socket = TcpStream::connect(served.server.address()).unwrap();
        socket.write_all(start.as_bytes()).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let mut rest = Vec::new();
        socket.read_to_end(&mut rest).unwrap();
        assert!(rest.is_empty(), "{}", String::from_utf8_lossy(&rest));
        served.assert_alive(start);
    }
    // One byte at a time keeps nothing open either.
    let mut drip = TcpStream::connect(served.server.address()).unwrap();
    let ended = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        drip.write_all(b"a").is_err()
    });
    assert!(ended, "a dripping head is let go");
    // Who does not read is let go, and others are answered meanwhile.
    let mut deaf = TcpStream::connect(served.server.address()).unwrap();
    deaf.write_all(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    std::thread::sleep(Duration::from_millis(900));
    served.assert_alive("a client that does not read");
    deaf.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut received = Vec::new();
    let _ = deaf.read_to_end(&mut received);
    assert!(
        received.len() < 32 << 20,
        "the whole was kept for a client that did not read"
    );
}

#[test]
fn requests_on_one_connection_are_answered_in_turn() {
    let served = Served::new();
    let mut socket = TcpStream::connect(served.server.address()).unwrap();
    let one = "GET /note.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let last = "GET /note.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.write_all(format!("{one}{one}{last}").as_bytes()).unwrap();
    let mut all = String::new();
    socket.read_to_string(&mut all).unwrap();
    assert_eq!(
        (
            all.matches("HTTP/1.1 200 OK").count(),
            all.matches("hello world").count()
        ),
        (3, 3)
    );
    // After a refusal nothing that follows is taken for a request.
    let mut socket = TcpStream::connect(served.server.address()).unwrap();
    socket
        .write_all(format!("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n{last}").as_bytes())
        .unwrap();
    let mut all = Vec::new();
    let _ = socket.read_to_end(&mut all);
    assert_eq!(String::from_utf8_lossy(&all).matches("HTTP/1.1 ").count(), 1);
}

#[test]
fn a_client_that_closes_its_half_harms_nobody() {
    let served = Served::new();
    for request in [
        "",
        "GET /",
        "GET /one/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /_nutgraf/events?page=/one/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ] {
        let mut socket = TcpStream::connect(served.server.address()).unwrap();
        socket.write_all(request.as_bytes()).unwrap();
        socket.shutdown(Shutdown::Write).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let mut rest = Vec::new();
        socket.read_to_end(&mut rest).unwrap();
        served.assert_alive(request);
    }
}

#[test]
fn the_server_stops_and_its_port_is_free() {
    let served = Served::of(SITE, Options::default());
    let address = served.server.address();
    let mut stream = served.stream("page=/one/");
    stream.state();
    served.server.stop();
    TcpListener::bind(address).unwrap();
}

/// Holds the table against nginx: what nginx refuses, we refuse. Wants an nginx that serves a folder with
/// `index.html`, `one/index.html` and `note.txt` (twelve bytes) for `localhost`, and returns 403 for other names:
/// `NUTGRAF_NGINX=127.0.0.1:8098 cargo test --test it nginx -- --ignored`.
#[test]
#[ignore = "wants nginx"]
fn what_nginx_refuses_is_refused() {
    let nginx: SocketAddr = std::env::var("NUTGRAF_NGINX").unwrap().parse().unwrap();
    let mut kinder = Vec::new();
    for (request, status) in hostile_requests() {
        let theirs = send(nginx, &request).status;
        let refused = |status: u16| status == CLOSED || status >= 400;
        if refused(theirs) && !refused(status) {
            let shown = String::from_utf8_lossy(&request[..request.len().min(120)]).into_owned();
            kinder.push(format!("nginx {theirs}, we {status}: {shown:?}"));
        }
        if std::env::var("NUTGRAF_NGINX_SHOW").is_ok() && theirs != status {
            println!(
                "nginx {theirs}, we {status}: {:?}",
                String::from_utf8_lossy(&request[..request.len().min(120)])
            );
        }
    }
    assert!(kinder.is_empty(), "{}", kinder.join("\n"));
}

#[test]
fn fifty_streams_miss_no_edit() {
    let mut served = Served::new();
    let mut streams: Vec<Stream> = (0..50).map(|_| served.stream("page=/one/&page=/two/")).collect();
    let mut known: Vec<serde_json::Value> = streams.iter_mut().map(Stream::state).collect();
    for edit in 0..40 {
        let name = ["one", "two"][edit % 2];
        let text = format!("---\nheadline: One\ndate: 2026-04-27\nslug: {name}\n---\nWords. Edit {edit}.\n");
        served = served.edit(&format!("content/stories/{name}.md"), &text);
        for (stream, known) in streams.iter_mut().zip(&mut known) {
            let state = stream.state();
            assert_ne!(
                state["pages"][format!("/{name}/")],
                known["pages"][format!("/{name}/")],
                "edit {edit}"
            );
            *known = state;
        }
    }
    assert!(known.iter().all(|state| state["pages"] == known[0]["pages"]));
}

#[test]
fn pictures_are_made_when_they_are_asked_for_and_kept() {
    let folder = tempfile::TempDir::new().unwrap();
    let photo: image::DynamicImage =
        image::RgbImage::from_fn(600, 300, |x, y| image::Rgb([x as u8, y as u8, 9])).into();
    let mut bytes = std::io::Cursor::new(Vec::new());
    photo.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let served = Served::with_picture(folder.path(), bytes.into_inner());
    let page = served.get("/one/").text();
    let start = page.find("srcset=\"../stories/").unwrap() + "srcset=\"..".len();
    let path = &page[start..start + page[start..].find(' ').unwrap()];
    let ask = || {
        let response = served.get(path);
        assert_eq!(
            (response.status, response.header("content-type")),
            (200, Some("image/webp")),
            "{path}"
        );
        assert!(response.header("etag").is_some());
        image::load_from_memory(&response.body).unwrap();
        response.body
    };
    let answers: Vec<Vec<u8>> = std::thread::scope(|scope| {
        (0..6)
            .map(|_| scope.spawn(ask))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|one| one.join().unwrap())
            .collect()
    });
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    let blobs = |entry: &std::fs::DirEntry| entry.file_type().unwrap().is_dir();
    let cache = std::fs::read_dir(folder.path().join(".nutgraf-cache")).unwrap();
    assert_eq!(
        cache.map(Result::unwrap).filter(blobs).count(),
        1,
        "one job, one blob"
    );
    let range =
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-3\r\nConnection: close\r\n\r\n");
    assert_eq!(served.ask(&range).body, b"RIFF");
}

#[test]
fn a_picture_that_cannot_be_made_is_told_of() {
    let folder = tempfile::TempDir::new().unwrap();
    let picture = crate::pictures::png_of(10, 10, b"no zlib");
    let served = Served::with_picture(folder.path(), picture);
    let page = served.get("/one/").text();
    let start = page.find("srcset=\"../stories/").unwrap() + "srcset=\"..".len();
    let response = served.get(&page[start..start + page[start..].find('"').unwrap()]);
    assert_eq!(response.status, 500);
    assert!(
        response
            .text()
            .contains("content/stories/photo.jpg cannot be read"),
        "{}",
        response.text()
    );
    served.assert_alive("a broken picture");
}
