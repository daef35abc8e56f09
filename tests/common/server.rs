//! A server of the test's own, that answers as the test says.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    pub path: String,
    pub at: Instant,
    head: Vec<u8>,
}

impl Asked {
    /// The bytes of a header.
    pub fn header(&self, name: &str) -> Option<Vec<u8>> {
        let mut lines = self.head.split(|b| *b == b'\n').skip(1);
        lines.find_map(|line| {
            let colon = line.iter().position(|b| *b == b':')?;
            let (found, value) = line.split_at(colon);
            let same = found.eq_ignore_ascii_case(name.as_bytes());
            same.then(|| value[1..].trim_ascii().to_vec())
        })
    }

    /// A header that is text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.header(name)
            .map(|value| String::from_utf8(value).unwrap())
    }
}

/// Listens until the test ends.
pub struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Starts a server that gives what `answer` gives for a request.
    pub fn answering(answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::start(move |asked, stream| {
            // The other side may have gone.
            let _ = stream.write_all(&answer(asked));
        })
    }

    /// Starts a server that does with a connection what `behave` does; it closes it after that.
    pub fn start(behave: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, behave) = (Arc::clone(&asked), Arc::new(behave));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (log, behave) = (Arc::clone(&log), Arc::clone(&behave));
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let Some(asked) = request(&mut stream) else {
                        return;
                    };
                    log.lock().unwrap().push(asked.clone());
                    behave(&asked, &mut stream);
                });
            }
        });
        Self { address, asked }
    }

    /// The address of `path`, which begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Host and port.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// What has been asked up to now.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The paths that have been asked for up to now.
    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }
}

fn request(stream: &mut TcpStream) -> Option<Asked> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let line = String::from_utf8_lossy(&head).into_owned();
    Some(Asked {
        path: line.split_whitespace().nth(1).unwrap_or("/").to_owned(),
        at: Instant::now(),
        head,
    })
}

/// Waits until the other side closes the connection.
pub fn hang(stream: &mut TcpStream) {
    while matches!(stream.read(&mut [0; 64]), Ok(read) if read > 0) {}
}

/// An answer with this status line and these headers.
pub fn response(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}
