//! The connection that the SSH server writes to, as the kernel shows it to everybody.
//!
//! Linux lists in `/proc/net/tcp` and `tcp6` what each connection has been given and the other side has not confirmed.
//! Elsewhere, behind another machine or outside of a container there is no such list, or the connection is not in it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The two ends of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    here: SocketAddr,
    there: SocketAddr,
}

impl Connection {
    /// The connection of a session, from `SSH_CONNECTION`: the client's address and port, and the server's.
    pub fn of_ssh(told: &str) -> Option<Self> {
        let mut words = told.split(' ');
        let mut end = || {
            // Behind a per cent sign stands by which interface the address is meant.
            let address = words.next()?.split('%').next()?;
            let address: IpAddr = address.parse().ok()?;
            Some(SocketAddr::new(address, words.next()?.parse().ok()?))
        };
        let there = end()?;
        Some(Self {
            here: end()?,
            there,
        })
    }

    /// How many bytes were given to the connection and have not arrived, as far as this machine knows; `None` where it
    /// is not to be seen.
    pub fn queued(&self) -> Option<usize> {
        ["/proc/net/tcp", "/proc/net/tcp6"].iter().find_map(|path| {
            let table = std::fs::read_to_string(path).ok()?;
            table.lines().find_map(|line| self.queued_in(line))
        })
    }

    /// The same from one line of the list; `None` where it is of another connection.
    fn queued_in(&self, line: &str) -> Option<usize> {
        let mut fields = line.split_whitespace().skip(1);
        let here = end(fields.next()?)?;
        let there = end(fields.next()?)?;
        let (waiting, _) = fields.nth(1)?.split_once(':')?;
        let same = here == self.here && there == self.there;
        same.then(|| usize::from_str_radix(waiting, 16).ok())?
    }
}

/// An end as the kernel writes it: the address in words of four bytes, in the machine's order, and the port.
fn end(written: &str) -> Option<SocketAddr> {
    let (address, port) = written.split_once(':')?;
    let mut bytes = Vec::new();
    for word in address.as_bytes().chunks(8) {
        let word = u32::from_str_radix(std::str::from_utf8(word).ok()?, 16).ok()?;
        bytes.extend(word.to_ne_bytes());
    }
    let address = match <[u8; 4]>::try_from(bytes.as_slice()) {
        Ok(four) => IpAddr::V4(Ipv4Addr::from(four)),
        Err(_) => IpAddr::V6(Ipv6Addr::from(<[u8; 16]>::try_from(bytes).ok()?)).to_canonical(),
    };
    Some(SocketAddr::new(
        address,
        u16::from_str_radix(port, 16).ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_s_connection_is_what_the_server_tells() {
        let found = Connection::of_ssh("10.1.2.3 50000 192.168.0.9 22").unwrap();
        assert_eq!(found.there, "10.1.2.3:50000".parse().unwrap());
        assert_eq!(found.here, "192.168.0.9:22".parse().unwrap());
        let found = Connection::of_ssh("fe80::1%eth0 50000 fe80::2%eth0 22").unwrap();
        assert_eq!(found.there, "[fe80::1]:50000".parse().unwrap());
        for wrong in [
            "",
            "10.1.2.3",
            "10.1.2.3 50000 192.168.0.9",
            "a b c d",
            "10.1.2.3 99999 192.168.0.9 22",
        ] {
            assert_eq!(Connection::of_ssh(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    #[cfg(target_endian = "little")]
    fn what_waits_is_read_from_the_kernel_s_list() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n\
             \x20  0: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0\n\
             \x20  1: 0100007F:0016 0100007F:C350 01 000004B1:00000007 01:00000014 00000000     0\n\
             \x20  2: 0000000000000000FFFF00000200007F:0016 0000000000000000FFFF00000100007F:C351 01 00000010:00000000\n\
             \x20  3: B80D0120000000000000000002000000:0016 B80D0120000000000000000001000000:C352 01 0000FFFF:00000000\n";
        let queued = |ssh: &str| {
            let connection = Connection::of_ssh(ssh).unwrap();
            table.lines().find_map(|line| connection.queued_in(line))
        };
        assert_eq!(queued("127.0.0.1 50000 127.0.0.1 22"), Some(0x4b1));
        assert_eq!(queued("127.0.0.1 50001 127.0.0.2 22"), Some(0x10));
        assert_eq!(queued("2001:db8::1 50002 2001:db8::2 22"), Some(0xffff));
        assert_eq!(queued("127.0.0.1 50000 127.0.0.1 23"), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_connection_of_this_machine_is_found() {
        use std::io::Write;
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut server = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (here, there) = (server.local_addr().unwrap(), server.peer_addr().unwrap());
        let connection = Connection { here, there };
        assert_eq!(connection.queued(), Some(0));
        server.set_nonblocking(true).unwrap();
        while server.write(&[0; 4096]).is_ok() {}
        assert!(connection.queued() > Some(4096), "nobody has read");
    }
}
