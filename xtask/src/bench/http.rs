//! One request at a time, for what comes before a measurement: is it up, who is signed in, is what it answers right?

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came back.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: String,
    headers: Vec<(String, String)>,
}

impl Reply {
    /// The `name=value` of the cookie by this name, if the answer sets it.
    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        let set = self.headers.iter().filter(|(header, _)| header == "set-cookie");
        let mut pairs = set.filter_map(|(_, value)| value.split(';').next());
        pairs.find(|pair| pair.split('=').next() == Some(name))
    }

    /// The text of a member of this JSON, if it stands there as such.
    pub(super) fn member(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!("\"{name}\":\""))?;
        rest.split('"').next()
    }
}

/// Sends a request to the port on the loopback, by the name `localhost`.
pub(super) fn send(port: u16, method: &str, path: &str, headers: &[String], body: &str) -> io::Result<Reply> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut connection = TcpStream::connect_timeout(&address, PATIENCE)?;
    connection.set_read_timeout(Some(PATIENCE))?;
    let headers: Vec<_> = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Length: {}\r\n{}\r\n{body}",
        body.len(),
        headers.concat(),
    );
    connection.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer)?;
    read(&String::from_utf8_lossy(&answer)).ok_or_else(|| io::Error::other("the answer is no HTTP"))
}

fn read(answer: &str) -> Option<Reply> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Some(Reply { status, headers, body: body.trim_end().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read() {
        let answer = "HTTP/1.1 200 OK\r\nSet-Cookie: device=d; Path=/\r\nset-cookie: __Host-session=a=b; Secure\r\n\r\n\
                      {\"access_token\":\"x.y\",\"n\":1}\n";
        let reply = read(answer).expect("it is HTTP");
        assert_eq!((reply.status, reply.cookie("__Host-session")), (200, Some("__Host-session=a=b")));
        assert_eq!(reply.member("access_token"), Some("x.y"));
        assert_eq!(reply.member("refresh_token"), None);
    }

    #[test]
    fn what_is_cut_off_is_no_answer() {
        assert_eq!(read("HTTP/1.1 200 OK\r\nServer: x\r\n"), None);
        assert_eq!(read("\r\n\r\n"), None);
    }
}
