//! Connections that ask for nothing: they are the first to go when there is no place for one that does.

use super::client::parse;
use super::site::Site;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Sends a request on a connection that stays open; `None` when the server has closed it.
fn ask(stream: &mut TcpStream) -> Option<u16> {
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    write!(stream, "GET /icon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n").ok()?;
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    while !seen.ends_with(b"</svg>\n") {
        match stream.read(&mut buffer) {
            Ok(n) if n > 0 => seen.extend_from_slice(&buffer[..n]),
            _ => return None,
        }
    }
    parse(&seen).map(|reply| reply.status)
}

#[test]
fn idle_connections_do_not_keep_others_out() {
    let site = Site::narrow(8);
    let connect = || TcpStream::connect(site.address).unwrap();
    let mut first = connect();
    assert_eq!(ask(&mut first), Some(200));
    let mut half = connect();
    half.write_all(b"GET / HT").unwrap();
    // Far more than there are places.
    let mut idle: Vec<TcpStream> = (0..20).map(|_| connect()).collect();
    // Were they to wait for an idle one's time to end, all of the idle ones would be closed by then.
    for _ in 0..3 {
        assert_eq!(site.get("/icon.svg").status, 200);
    }
    let mut kept = connect();
    assert_eq!(ask(&mut kept), Some(200));
    assert_eq!(ask(&mut first), None, "idle longest");
    assert_eq!(ask(&mut idle[0]), None);
    assert_eq!(ask(&mut idle[19]), Some(200), "the last ones have not been needed");
    assert_eq!(ask(&mut kept), Some(200));
}
