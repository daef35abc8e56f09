//! What makes a guest of a program that asks for feeds, against a server that tries it.

#[path = "common/server.rs"]
mod server;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use quotidian::loader::Limits;
use quotidian::loader::http::{
    Body, Certificates, Failure, FailureKind, Reply, Request, Wanted, send,
};
use quotidian::model::Validators;
use server::{Asked, Server, hang, response};

const FEED: &str = "<rss version='2.0'><channel><title>The Daily</title></channel></rss>";
/// A gzip stream of a few KB that holds two million letters.
const BOMB: &[u8] = include_bytes!("data/pages/zeros.html.gz");

fn request(url: &str) -> Request {
    Request {
        url: url.to_owned(),
        wanted: Wanted::Feed,
        validators: Validators::default(),
        certificates: Certificates::Trusted,
    }
}

fn within(request: &Request, limits: &Limits) -> Result<Reply, Failure> {
    send(request, limits, &mut || ControlFlow::Continue(()))
}

fn ask(url: &str) -> Result<Reply, Failure> {
    within(&request(url), &Limits::default())
}

fn read(url: &str) -> Body {
    match ask(url) {
        Ok(Reply::Body(body)) => *body,
        other => panic!("no body: {other:?}"),
    }
}

fn fails(url: &str) -> Failure {
    ask(url).unwrap_err()
}

fn feed(_: &Asked) -> Vec<u8> {
    response("200 OK\r\nContent-Type: text/xml", FEED.as_bytes())
}

#[test]
fn the_first_request_is_unconditional_and_later_ones_carry_validators_back_byte_for_byte() {
    let server = Server::start(|asked, stream| {
        let bytes = match asked.path.as_str() {
            "/both" => {
                b"HTTP/1.1 200 OK\r\nETag: W/\"a, \xe4\xff'b\"\r\nLast-Modified: some day, GMT\r\nContent-Length: 0\r\n\r\n"
                    .to_vec()
            }
            _ => response("200 OK\r\nETag: unquoted", b""),
        };
        stream.write_all(&bytes).unwrap();
    });
    let mut conditional = request(&server.url("/both"));
    conditional.validators = read(&conditional.url).validators;
    let answer = within(&conditional, &Limits::default());
    assert!(matches!(answer, Ok(Reply::Body(_))));
    let asked = server.asked();
    assert_eq!(asked[0].header("If-None-Match"), None);
    assert_eq!(asked[0].header("If-Modified-Since"), None);
    let sent = |name| asked[1].header(name).unwrap();
    assert_eq!(sent("If-None-Match"), b"W/\"a, \xe4\xff'b\"");
    assert_eq!(sent("If-Modified-Since"), b"some day, GMT");
    // One that the last answer did not have is not kept from the one before.
    let last = read(&server.url("/one")).validators;
    assert_eq!(last.etag.as_deref(), Some("unquoted"));
    assert_eq!(last.last_modified, None);
}

#[test]
fn an_answer_that_nothing_has_changed_is_a_success_and_its_validators_replace_the_old() {
    let server = Server::answering(|asked| match asked.path.as_str() {
        "/renewed" => response(
            "304 Not Modified\r\nETag: \"new\"\r\nCache-Control: max-age=7200",
            b"",
        ),
        _ => response("304 Not Modified", b""),
    });
    let known = Validators {
        etag: Some("\"old\"".into()),
        last_modified: Some("Tue, 18 Nov 2025 12:00:00 GMT".into()),
    };
    for (path, etag, hours) in [("/renewed", "\"new\"", Some(2)), ("/bare", "\"old\"", None)] {
        let mut request = request(&server.url(path));
        request.validators = known.clone();
        let Ok(Reply::NotModified(unchanged)) = within(&request, &Limits::default()) else {
            panic!("{path} is no success");
        };
        assert_eq!(unchanged.validators.etag.as_deref(), Some(etag));
        assert_eq!(unchanged.validators.last_modified, known.last_modified);
        let fresh_for = hours.map(|h| Duration::from_secs(h * 3600));
        assert_eq!(unchanged.fresh_for, fresh_for);
    }
    let unasked = fails(&server.url("/bare"));
    assert_eq!(unasked.kind, FailureKind::Status(304));
}

#[test]
fn how_long_an_answer_holds_is_told() {
    let server =
        Server::answering(|_| response("200 OK\r\nCache-Control: public, max-age=1800", b"x"));
    let body = read(&server.url("/"));
    assert_eq!(body.fresh_for, Some(Duration::from_secs(1800)));
}

#[test]
fn a_server_that_is_busy_says_how_long_to_wait() {
    let server = Server::answering(|asked| match asked.path.as_str() {
        "/seconds" => response("429 Too Many Requests\r\nRetry-After: 120", b""),
        "/date" => response(
            "503 Unavailable\r\nRetry-After: Fri, 31 Dec 1999 23:59:59 GMT",
            b"",
        ),
        _ => response("503 Unavailable", b""),
    });
    for (path, status, wait) in [
        ("/seconds", 429, Some(120)),
        ("/date", 503, Some(0)),
        ("/unsaid", 503, None),
    ] {
        let failure = fails(&server.url(path));
        assert_eq!(failure.kind, FailureKind::Status(status));
        assert_eq!(failure.retry_after, wait.map(Duration::from_secs));
        assert!(failure.to_string().contains("try again later"), "{failure}");
    }
}

#[test]
fn only_permanent_redirects_give_a_new_address() {
    let server = Server::answering(|asked| {
        let to =
            |status: &str, place: &str| response(&format!("{status}\r\nLocation: {place}"), b"");
        match asked.path.as_str() {
            "/301" => to("301 Moved", "/end"),
            "/308" => to("308 Moved", "../end"),
            "/302" => to("302 Found", "/end"),
            "/303" => to("303 See Other", "/end"),
            "/307" => to("307 Temporary", "end"),
            "/301-302" => to("301 Moved", "/302"),
            "/302-301" => to("302 Found", "/301"),
            _ => feed(asked),
        }
    });
    for (path, moved) in [
        ("/301", Some("/end")),
        ("/308", Some("/end")),
        ("/302", None),
        ("/303", None),
        ("/307", None),
        ("/301-302", Some("/302")),
        ("/302-301", None),
        ("/end", None),
    ] {
        let body = read(&server.url(path));
        assert_eq!(body.url, server.url("/end"), "{path}");
        assert_eq!(body.moved, moved.map(|to| server.url(to)), "{path}");
        assert!(!body.insecure);
    }
}

#[test]
fn redirects_are_followed_ten_times_and_loops_end() {
    let server = Server::answering(|asked| {
        let count: u32 = asked.path[1..].parse().unwrap();
        match count {
            0 => feed(asked),
            99 => response("301 Moved\r\nLocation: /99", b""),
            more => response(&format!("302 Found\r\nLocation: /{}", more - 1), b""),
        }
    });
    assert_eq!(read(&server.url("/10")).bytes, FEED.as_bytes());
    for path in ["/11", "/99"] {
        let before = server.asked().len();
        let failure = fails(&server.url(path));
        assert_eq!(failure.kind, FailureKind::Redirects);
        assert!(failure.to_string().contains("more than 10 times"));
        assert_eq!(server.asked().len() - before, 11, "{path}");
    }
}

#[test]
fn a_login_is_sent_and_goes_to_no_other_host_and_is_never_shown() {
    let other = Server::answering(feed);
    let elsewhere = other.url("/feed");
    let server = Server::answering(move |asked| match asked.path.as_str() {
        "/away" => response(&format!("301 Moved\r\nLocation: {elsewhere}"), b""),
        "/here" => response("301 Moved\r\nLocation: /feed", b""),
        "/404" => response("404 Not Found", b""),
        "/pit" => response("302 Found\r\nLocation: /pit", b""),
        _ => feed(asked),
    });
    let login = |path: &str| format!("http://ana:s3cret@{}{path}", server.host());
    let basic = "Basic YW5hOnMzY3JldA==";
    let here = read(&login("/here"));
    let sent: Vec<_> = server
        .asked()
        .iter()
        .map(|a| a.text("Authorization"))
        .collect();
    assert_eq!(sent, [Some(basic.to_owned()), Some(basic.to_owned())]);
    assert_eq!(here.url, server.url("/feed"));
    assert_eq!(
        here.moved,
        Some(login("/feed")),
        "it is asked for again with it"
    );
    let away = read(&login("/away"));
    assert_eq!(other.asked()[0].text("Authorization"), None);
    assert_eq!(away.moved, Some(other.url("/feed")));
    let closed = login("/").replace(&server.host(), "no-such-host.invalid");
    for url in [login("/404"), login("/pit"), closed] {
        let failure = fails(&url);
        assert!(!format!("{failure} {failure:?}").contains("s3cret"));
    }
}

#[test]
fn what_is_gone_is_told_from_what_is_missing_and_what_is_forbidden() {
    let server = Server::answering(|asked| {
        response(&format!("{} Status\r\nLocation: /", &asked.path[1..]), b"")
    });
    assert_eq!(ask(&server.url("/410")), Ok(Reply::Gone));
    for (status, words) in [
        (404, "has no such feed (404)"),
        (401, "asks for a login (401)"),
        (403, "does not let quotidian in (403)"),
        (500, "failed at its own end (500)"),
        (300, "answered with status 300"),
    ] {
        let failure = fails(&server.url(&format!("/{status}")));
        assert_eq!(failure.kind, FailureKind::Status(status));
        assert!(failure.to_string().contains(words), "{failure}");
    }
}

#[test]
fn gzip_is_asked_for_and_unpacked_with_and_without_its_header() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(FEED.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let server = Server::answering(move |asked| match asked.path.as_str() {
        "/header" => response("200 OK\r\nContent-Encoding: gzip", &packed),
        "/silent" => response("200 OK\r\nContent-Type: text/xml", &packed),
        "/lie" => response("200 OK\r\nContent-Encoding: gzip", FEED.as_bytes()),
        "/cut" => response("200 OK\r\nContent-Encoding: gzip", &packed[..20]),
        _ => response("200 OK\r\nContent-Encoding: br", b"\x0b"),
    });
    for path in ["/header", "/silent", "/lie"] {
        assert_eq!(read(&server.url(path)).bytes, FEED.as_bytes(), "{path}");
    }
    assert_eq!(server.asked()[0].text("Accept-Encoding").unwrap(), "gzip");
    assert!(
        fails(&server.url("/cut"))
            .to_string()
            .contains("broken gzip")
    );
    assert!(
        fails(&server.url("/br"))
            .to_string()
            .contains("packed as br")
    );
}

#[test]
fn the_limit_on_size_holds_for_what_is_unpacked() {
    let server = Server::answering(|asked| match asked.path.as_str() {
        "/bomb" => response("200 OK\r\nContent-Encoding: gzip", BOMB),
        _ => response("200 OK", &[b'x'; 2000]),
    });
    let limits = |bytes| Limits {
        bytes,
        ..Limits::default()
    };
    assert!(BOMB.len() < 10_000);
    let bomb = within(&request(&server.url("/bomb")), &limits(1 << 20)).unwrap_err();
    assert_eq!(bomb.kind, FailureKind::TooLarge(1 << 20));
    assert!(bomb.to_string().contains("larger than 1 MB"));
    assert!(within(&request(&server.url("/plain")), &limits(1999)).is_err());
    assert!(within(&request(&server.url("/plain")), &limits(2000)).is_ok());
}

#[test]
fn a_server_that_stalls_or_never_ends_is_given_up_on() {
    let server = Server::start(|asked, stream| {
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss")
            .unwrap();
        if asked.path == "/stall" {
            return hang(stream);
        }
        // A byte now and then: reading is what paces it.
        stream
            .set_read_timeout(Some(Duration::from_millis(20)))
            .unwrap();
        while stream.write_all(b" ").is_ok() {
            let _ = stream.read(&mut [0]);
        }
    });
    let hopeless = Server::start(|_, stream| hang(stream));
    let (soon, late) = (Duration::from_millis(200), Duration::from_secs(20));
    for (url, stall, fetch, words) in [
        (server.url("/stall"), soon, late, "sent nothing for 0.2 s"),
        (hopeless.url("/"), soon, late, "sent nothing for 0.2 s"),
        (server.url("/drip"), late, soon, "took longer than 0.2 s"),
    ] {
        let limits = Limits {
            stall,
            fetch,
            ..Limits::default()
        };
        let start = Instant::now();
        let failure = within(&request(&url), &limits).unwrap_err();
        assert_eq!(failure.kind, FailureKind::Slow);
        assert!(failure.to_string().contains(words), "{url}: {failure}");
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}

#[test]
fn a_wait_is_called_off_at_once_and_the_connection_closed() {
    let (closed, is_closed) = std::sync::mpsc::channel();
    let closed = std::sync::Mutex::new(closed);
    let server = Server::start(move |_, stream| {
        hang(stream);
        closed.lock().unwrap().send(()).unwrap();
    });
    let mut ticks = 0;
    let mut stopped = None;
    let reply = send(&request(&server.url("/")), &Limits::default(), &mut || {
        ticks += 1;
        if ticks < 5 {
            return ControlFlow::Continue(());
        }
        stopped = Some(Instant::now());
        ControlFlow::Break(())
    });
    assert_eq!(reply.unwrap_err().kind, FailureKind::Cancelled);
    assert!(stopped.unwrap().elapsed() < Duration::from_millis(100));
    is_closed.recv_timeout(Duration::from_secs(5)).unwrap();
}

#[test]
fn the_program_says_its_name_and_nothing_about_the_person() {
    let server = Server::answering(|asked| match asked.path.as_str() {
        "/" => response("302 Found\r\nSet-Cookie: id=7\r\nLocation: /next", b""),
        _ => feed(asked),
    });
    read(&server.url("/"));
    let asked = server.asked();
    assert_eq!(server.paths(), ["/", "/next"], "nothing else is fetched");
    for asked in &asked {
        let name = asked.text("User-Agent").unwrap();
        assert!(name.starts_with(concat!("quotidian/", env!("CARGO_PKG_VERSION"))));
        assert_eq!(
            asked.text("Accept").unwrap(),
            "application/atom+xml, application/rss+xml, application/feed+json, \
             application/xml;q=0.9, text/html;q=0.5, */*;q=0.1"
        );
        for name in ["Referer", "Cookie", "From", "Authorization"] {
            assert_eq!(asked.header(name), None);
        }
    }
}

#[test]
fn the_charset_is_told_and_the_content_type_is_not_trusted() {
    let server = Server::answering(|asked| match asked.path.as_str() {
        "/charset" => response("200 OK\r\nContent-Type: text/xml; charset=\"koi8-r\"", b"x"),
        _ => response("200 OK\r\nContent-Type: image/png", FEED.as_bytes()),
    });
    let body = read(&server.url("/charset"));
    assert_eq!(body.content_type.as_deref(), Some("text/xml"));
    assert_eq!(body.charset.as_deref(), Some("koi8-r"));
    assert_eq!(read(&server.url("/odd")).bytes, FEED.as_bytes());
}

/// A server with a certificate that nobody vouches for, which answers with a redirect to `to`.
fn secure(to: &str) -> String {
    let certificate = include_bytes!("data/tls/cert.der").to_vec().into();
    let key =
        rustls::pki_types::PrivatePkcs8KeyDer::from(include_bytes!("data/tls/key.der").to_vec());
    let config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key.into())
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}/", listener.local_addr().unwrap());
    let answer = response(&format!("302 Found\r\nLocation: {to}"), b"");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = rustls::StreamOwned::new(connection, stream.unwrap());
            let mut request = [0; 4096];
            if stream.read(&mut request).is_ok() {
                let _ = stream.write_all(&answer);
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        }
    });
    address
}

#[test]
fn a_bad_certificate_is_an_error_unless_the_person_accepts_it_for_this_feed() {
    let server = Server::answering(feed);
    let address = secure(&server.url("/feed"));
    let failure = fails(&address);
    assert_eq!(failure.kind, FailureKind::Untrusted);
    assert!(
        failure
            .to_string()
            .contains("no trustworthy secure connection"),
        "{failure}"
    );
    assert_eq!(server.asked().len(), 0, "nothing was read from it");
    let accepted = Request {
        certificates: Certificates::Any,
        ..request(&address)
    };
    let Ok(Reply::Body(body)) = within(&accepted, &Limits::default()) else {
        panic!("the person's word does not count");
    };
    assert_eq!(body.bytes, FEED.as_bytes());
    assert!(
        body.insecure,
        "going on without a secure connection is told"
    );
}

#[test]
fn redirects_off_the_web_are_refused() {
    let server = Server::answering(|asked| {
        let to = asked.path[1..].replacen('~', ":", 1);
        response(&format!("302 Found\r\nLocation: {to}"), b"")
    });
    for place in [
        "file~///etc/passwd",
        "javascript~alert(1)",
        "data~text/xml,x",
        "http~//",
    ] {
        let failure = fails(&server.url(&format!("/{place}")));
        assert_eq!(failure.kind, FailureKind::Redirects, "{place}");
        assert!(failure.to_string().contains("no address of the web"));
    }
    for url in ["file:///etc/passwd", "ftp://example.org/", "feed"] {
        assert_eq!(fails(url).kind, FailureKind::Address);
    }
}

#[test]
fn a_redirect_that_leads_nowhere_is_said_in_words() {
    let server = Server::answering(|_| response("301 Moved", b""));
    let failure = fails(&server.url("/"));
    assert!(failure.to_string().contains("status 301"), "{failure}");
}
