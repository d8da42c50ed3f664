//! A server that does what a test tells it, be it HTTP or not.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A server on this machine. It ends with the tests.
pub struct Server {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers each path as `answer` says: what it writes is what the client reads. The number counts the requests for
    /// the path, from 0. A `/robots.txt` that it writes nothing for is not found.
    pub fn new(answer: impl Fn(&str, usize, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heads = asked.clone();
        let answer = Arc::new(answer);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (answer, heads) = (answer.clone(), heads.clone());
                std::thread::spawn(move || serve(stream.unwrap(), &*answer, &heads));
            }
        });
        Self { address, asked }
    }

    /// A server that gives one page at each path.
    pub fn page(headers: &'static str, body: &'static [u8]) -> Self {
        Self::new(move |path, _, stream| {
            if path != "/robots.txt" {
                respond(stream, "200 OK", headers, body);
            }
        })
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The heads of the requests so far.
    pub fn heads(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// The paths that were asked for so far.
    pub fn paths(&self) -> Vec<String> {
        self.heads().iter().map(|head| path_of(head)).collect()
    }
}

fn serve(mut stream: TcpStream, answer: &dyn Fn(&str, usize, &mut TcpStream), heads: &Mutex<Vec<String>>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = path_of(&head);
    let before = {
        let mut heads = heads.lock().unwrap();
        heads.push(head);
        heads.iter().filter(|head| path_of(head) == path).count() - 1
    };
    let mut watched = stream.try_clone().unwrap();
    answer(&path, before, &mut stream);
    if path == "/robots.txt" {
        // Where the test wrote an answer already, this comes after it and is not read.
        let _ =
            watched.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
}

fn path_of(head: &str) -> String {
    head.split(' ').nth(1).unwrap_or_default().to_owned()
}

/// Writes an answer. A client that has gone away is none of the server's troubles.
pub fn respond(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n");
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

/// Leads on to another address.
pub fn lead(stream: &mut TcpStream, status: &str, to: &str) {
    respond(stream, status, &format!("Location: {to}\r\n"), b"");
}

/// Writes a piece again and again, with rests between, until the client has had enough.
pub fn drip(stream: &mut TcpStream, piece: &[u8], rest: Duration) {
    for _ in 0..1_000_000 {
        if stream.write_all(piece).is_err() {
            return;
        }
        std::thread::sleep(rest);
    }
}
