//! The body of an answer: read and unpacked within a bound.

use std::io::{self, Read};

use flate2::bufread::GzDecoder;

/// Why a body could not be had.
#[derive(Debug)]
pub(super) enum Trouble {
    /// More bytes than wanted, as sent or unpacked.
    TooLarge,
    /// A stream of gzip that cannot be unpacked.
    Broken,
    /// The connection failed.
    Io(io::Error),
}

/// The first bytes of a gzip stream (RFC 1952).
const GZIP: &[u8] = b"\x1f\x8b";

/// All of `reader`, at most `limit` bytes.
pub(super) fn read(reader: impl Read, limit: u64) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let mut bounded = reader.take(limit.saturating_add(1));
    bounded.read_to_end(&mut bytes).map_err(Trouble::Io)?;
    if bytes.len() as u64 > limit {
        return Err(Trouble::TooLarge);
    }
    Ok(bytes)
}

/// What `bytes` hold, unpacked to at most `limit` bytes where they are gzip. The bytes say that
/// themselves: servers leave the header out, and state it for what they did not pack.
pub(super) fn unpack(bytes: Vec<u8>, limit: u64) -> Result<Vec<u8>, Trouble> {
    if !bytes.starts_with(GZIP) {
        return Ok(bytes);
    }
    let mut packed = bytes.as_slice();
    let mut unpacked = Vec::new();
    // A stream may have several members; what else follows the last is passed over.
    while packed.starts_with(GZIP) {
        let left = limit.saturating_sub(unpacked.len() as u64);
        let mut member = GzDecoder::new(packed);
        (&mut member)
            .take(left.saturating_add(1))
            .read_to_end(&mut unpacked)
            .map_err(|_| Trouble::Broken)?;
        if unpacked.len() as u64 > limit {
            return Err(Trouble::TooLarge);
        }
        packed = member.into_inner();
    }
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn all_members_of_a_stream_are_unpacked_up_to_the_limit() {
        let twice = [packed(b"one "), packed(b"two"), b"\0\0\0".to_vec()].concat();
        assert_eq!(unpack(twice.clone(), 7).unwrap(), b"one two");
        assert!(matches!(unpack(twice, 6), Err(Trouble::TooLarge)));
        assert_eq!(unpack(b"plain".to_vec(), 1000).unwrap(), b"plain");
        let cut = packed(&[7; 1000])[..12].to_vec();
        assert!(matches!(unpack(cut, 1000), Err(Trouble::Broken)));
    }
}
