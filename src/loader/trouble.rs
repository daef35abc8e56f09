//! Troubles of the operating system in words for a person.

use std::io;

/// What `error` says, as a clause that goes on from "could not be read: ", without the numbers and
/// names of the system.
pub fn in_words(error: &io::Error) -> String {
    use io::ErrorKind;
    // An error of the program's own is in words already.
    if error.get_ref().is_some() {
        return error.to_string();
    }
    let words = match error.kind() {
        ErrorKind::NotFound => "it does not exist; check the spelling",
        ErrorKind::PermissionDenied => "you have no permission; ask its owner for it",
        ErrorKind::IsADirectory => "it is a folder, not a file",
        ErrorKind::NotADirectory => "a part of its path is a file, not a folder",
        ErrorKind::InvalidFilename => "its name is not one that the system takes",
        ErrorKind::InvalidInput => "the system does not take it; check the name",
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::NotConnected => "the machine that it lies on does not answer; try again later",
        ErrorKind::TimedOut | ErrorKind::WouldBlock => "it did not answer in time; try again later",
        ErrorKind::Interrupted => "reading it was interrupted; try again",
        ErrorKind::ResourceBusy => "something else holds it; try again later",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "there is no space left",
        ErrorKind::ReadOnlyFilesystem => "the disk that it lies on cannot be written to",
        ErrorKind::OutOfMemory => "there is not enough memory",
        ErrorKind::UnexpectedEof => "it ends too early",
        ErrorKind::InvalidData => "what it holds is not what it should be",
        ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => {
            "the other side broke off"
        }
        ErrorKind::Unsupported => "the system cannot do that with it",
        _ => return system_words(&error.to_string()),
    };
    words.to_owned()
}

/// What the system says, without the number that the standard library puts after it.
fn system_words(text: &str) -> String {
    let words = text.split(" (os error").next().unwrap_or(text);
    let mut letters = words.chars();
    // "Input/output error" goes on from a colon.
    let first = letters.next().map(|c| c.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_error_of_the_system_shows_a_number() {
        for code in 1..134 {
            let words = in_words(&io::Error::from_raw_os_error(code));
            assert!(!words.contains("os error"), "{words}");
            assert!(!words.starts_with(char::is_uppercase), "{words}");
        }
        assert_eq!(
            in_words(&io::Error::other("it is a device")),
            "it is a device"
        );
    }
}
