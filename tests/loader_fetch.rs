//! Fetching pages, from a server of the test's own.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::ops::ControlFlow;
use std::thread;
use std::time::{Duration, Instant};

use quotidian::loader::{Event, Input, Limits, load};
use quotidian::model::{Article, SourceKind};

const PAGE: &str = "<html><head><title>The pier</title></head><body><article>\
    <p>The board of the harbour voted on Monday to rebuild the old pier, after two years.</p>\
    <p><a href='plans'>The plans</a> lie open at the town hall until May, for all who ask.</p>\
    </article></body></html>";

/// Starts a server that answers every connection with `answer`, given the path asked for and the
/// whole request. Gives its address.
fn serve(answer: impl Fn(&str, &str) -> Vec<u8> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream: TcpStream = stream.unwrap();
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..read]).into_owned();
            let path = request.split_whitespace().nth(1).unwrap_or("/").to_owned();
            // The other side may have gone.
            let _ = stream.write_all(&answer(&path, &request));
        }
    });
    address
}

fn response(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn fetch_within(url: &str, limits: &Limits) -> Result<Article, String> {
    let mut result = Err("nothing came".to_owned());
    let inputs = [Input::Url(url.to_owned())];
    let _ = load(&inputs, limits, &mut |event| {
        match event {
            Event::Article(article) => result = Ok(*article),
            Event::Problem(problem) => result = Err(problem.message.to_string()),
            Event::Note(_) | Event::Progress(_) => {}
        }
        ControlFlow::Continue(())
    });
    result
}

fn fetch(url: &str) -> Result<Article, String> {
    fetch_within(url, &Limits::default())
}

#[test]
fn a_page_is_fetched_by_a_program_that_says_its_name() {
    let address = serve(|path, request| {
        let honest = request.to_lowercase().contains("user-agent: quotidian/");
        match path {
            "/old" => response("302 Found\r\nLocation: /news/pier?x=1", b""),
            "/news/pier?x=1" if honest => {
                response("200 OK\r\nContent-Type: text/html", PAGE.as_bytes())
            }
            _ => response("404 Not Found", b""),
        }
    });
    let article = fetch(&format!("{address}/old")).unwrap();
    assert_eq!(article.title.as_deref(), Some("The pier"));
    assert_eq!(article.source.kind, SourceKind::Web);
    assert_eq!(article.source.label, *"127.0.0.1");
    assert_eq!(
        article.url.as_deref(),
        Some(format!("{address}/news/pier?x=1").as_str())
    );
    assert_eq!(article.links[0].target, *format!("{address}/news/plans"));
}

#[test]
fn the_charset_of_the_header_is_followed() {
    let address = serve(|_, _| {
        response(
            "200 OK\r\nContent-Type: text/plain; charset=windows-1251",
            b"\xcf\xf0\xe8\xe2\xe5\xf2 \xe2\xf1\xe5\xec",
        )
    });
    assert_eq!(fetch(&address).unwrap().text, *"Привет всем");
}

#[test]
fn what_a_server_refuses_is_said_in_words() {
    let address = serve(|path, _| match path {
        "/loop" => response("302 Found\r\nLocation: /loop", b""),
        "/file" => response("302 Found\r\nLocation: file:///etc/passwd", b""),
        "/picture" => response("200 OK\r\nContent-Type: image/png", b"x"),
        "/feed" => response(
            "200 OK\r\nContent-Type: text/xml",
            b"<rss version='2.0'></rss>",
        ),
        "/none" => response("200 OK\r\nContent-Type: text/html", b""),
        "/garbage" => b"not HTTP at all\r\n\r\n".to_vec(),
        "/cut" => b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\nshort".to_vec(),
        status => response(&format!("{} Status", &status[1..]), b""),
    });
    for (path, words) in [
        ("/404", "no such page (404)"),
        ("/403", "(403)"),
        ("/429", "try again later"),
        ("/500", "failed at its own end (500)"),
        ("/418", "status 418"),
        ("/loop", "redirects more than 10 times"),
        ("/picture", "a picture"),
        ("/feed", "a feed without entries"),
        ("/none", "is empty"),
        ("/garbage", "not proper HTTP"),
        ("/cut", "broke off the connection"),
    ] {
        let problem = fetch(&format!("{address}{path}")).unwrap_err();
        assert!(problem.contains(words), "{path}: {problem}");
    }
    assert!(fetch(&format!("{address}/file")).is_err());
}

#[test]
fn hosts_that_cannot_be_reached_are_said_in_words() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let plain = serve(|_, _| response("200 OK", b"no TLS here"));
    for (url, words) in [
        (format!("http://{closed}/"), "refused the connection"),
        (
            "http://no-such-host.invalid/".to_owned(),
            "host was not found",
        ),
        (plain.replace("http://", "https://"), "secure connection"),
        ("http://".to_owned(), "cannot be fetched"),
    ] {
        let problem = fetch(&url).unwrap_err();
        assert!(problem.contains(words), "{url}: {problem}");
    }
}

#[test]
fn size_counts_after_decompression() {
    let bomb = include_bytes!("data/pages/zeros.html.gz");
    let address = serve(|_, _| {
        response(
            "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
            bomb,
        )
    });
    let limits = Limits {
        bytes: 1024 * 1024,
        ..Limits::default()
    };
    assert!(bomb.len() < 10_000);
    assert!(
        fetch_within(&address, &limits)
            .unwrap_err()
            .contains("larger than 1 MB")
    );
}

#[test]
fn a_server_that_never_ends_is_given_up_on() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
        while stream.write_all(b"<p>drop ").is_ok() {
            thread::sleep(Duration::from_millis(50));
        }
    });
    let limits = Limits {
        fetch: Duration::from_millis(500),
        ..Limits::default()
    };
    let start = Instant::now();
    assert!(
        fetch_within(&address, &limits)
            .unwrap_err()
            .contains("took longer than")
    );
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn waiting_for_a_server_can_be_stopped() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let inputs = [Input::Url(format!(
        "http://{}/",
        listener.local_addr().unwrap()
    ))];
    let start = Instant::now();
    let stopped = load(&inputs, &Limits::default(), &mut |_| {
        if start.elapsed() > Duration::from_millis(200) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(stopped.is_break());
    assert!(start.elapsed() < Duration::from_secs(5));
}
