//! One request, and what came back.
//!
//! In HTTP/1.0, where an answer ends with its connection: so nothing has to be put together from chunks, and this crate
//! needs no library for it.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

/// Longer than any page takes, on any machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a server answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: String,
    /// As it was sent.
    pub(super) body: Vec<u8>,
}

/// Asks for an address in one encoding: `br`, as browsers do, or `identity`, to read what it says.
pub(super) fn get(port: u16, address: &str, encoding: &str) -> io::Result<Answer> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET {address} HTTP/1.0\r\nHost: localhost:{port}\r\nAccept: text/html, */*\r\nAccept-Encoding: {encoding}\r\n\r\n"
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    parse(&bytes).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "half an answer"))
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    const END_OF_HEAD: &[u8] = b"\r\n\r\n";
    let end = bytes.windows(END_OF_HEAD.len()).position(|window| window == END_OF_HEAD)?;
    let head = str::from_utf8(&bytes[..end]).ok()?;
    let body = bytes[end + END_OF_HEAD.len()..].to_vec();
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let (mut content_type, mut length) = (String::new(), None);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        match name.to_ascii_lowercase().as_str() {
            "content-type" => value.trim().clone_into(&mut content_type),
            "content-length" => length = value.trim().parse().ok(),
            _ => {}
        }
    }
    // A connection that broke ends as well.
    (length.is_none_or(|length: usize| length == body.len())).then_some(Answer { status, content_type, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read() {
        let answer = parse(b"HTTP/1.0 200 OK\r\nContent-Type: text/css\r\ncontent-length: 4\r\n\r\n\r\n\r\n");
        let wanted = Answer { status: 200, content_type: "text/css".to_owned(), body: b"\r\n\r\n".to_vec() };
        assert_eq!(answer, Some(wanted));
    }

    #[test]
    fn half_an_answer_is_none() {
        assert_eq!(parse(b"HTTP/1.0 200 OK\r\ncontent-length: 4\r\n\r\nabc"), None);
        assert_eq!(parse(b"HTTP/1.0 200 OK\r\ncontent-"), None);
        assert_eq!(parse(b""), None);
    }
}
