//! Rescues of libraries that say what is not so, that others have open, that lie elsewhere, or whose
//! earlier rescue was cut off.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use quotidian::model::{FeedKey, Setting};
use quotidian::store::{Rescued, Store, StoreError};
use quotidian::text::Clean;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::common::{arriving, at, subscribe};
use crate::rescue::{
    ARTICLES, FILE, ORIGINAL, PAGE, damaged, fill, folder_of, is_part, page, rescue, root,
};

const LOG: &str = "library.db-wal";

/// The original after `sql`; with `lost` bytes of its beginning lost, so that it is damaged anyway.
fn after(sql: &str, lost: usize) -> TempDir {
    let folder = folder_of(&ORIGINAL.bytes);
    let path = folder.path().join(FILE);
    let file = Connection::open(&path).unwrap();
    file.pragma_update(None, "foreign_keys", false).unwrap();
    file.execute_batch(sql).unwrap();
    file.close().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[..lost].fill(0);
    fs::write(&path, bytes).unwrap();
    folder
}

/// The pages of a table that are of one kind, in the order of the table.
fn pages(table: &str, kind: &str) -> Vec<u32> {
    let folder = folder_of(&ORIGINAL.bytes);
    let file = Connection::open(folder.path().join(FILE)).unwrap();
    let sql =
        "SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = ?2 ORDER BY path COLLATE BINARY";
    let mut pages = file.prepare(sql).unwrap();
    let pages = pages.query_map([table, kind], |row| row.get(0)).unwrap();
    pages.map(Result::unwrap).collect()
}

/// A library as a program leaves it that was killed, with what it did last in the log alone, and with
/// a file that cannot be read without it.
fn killed() -> TempDir {
    let written = tempfile::tempdir().unwrap();
    fill(written.path());
    let mut store = Store::open(written.path()).unwrap();
    let name = Setting::Name(Some(Clean::line("Renamed")));
    store.alter(FeedKey(1), &[name]).unwrap();
    let killed = tempfile::tempdir().unwrap();
    fs::copy(written.path().join(LOG), killed.path().join(LOG)).unwrap();
    let mut bytes = fs::read(written.path().join(FILE)).unwrap();
    bytes[..PAGE].fill(0);
    fs::write(killed.path().join(FILE), bytes).unwrap();
    killed
}

fn has_all_of_the_log(folder: &TempDir) -> Rescued {
    let rescued = rescue(folder);
    assert!(rescued.is_whole(), "{rescued:?}");
    let store = Store::open(folder.path()).unwrap();
    let feed = store.subscription(FeedKey(1)).unwrap().unwrap();
    assert_eq!(feed.name, Some(Clean::line("Renamed")));
    rescued
}

#[test]
fn numbers_that_cannot_be_cost_no_article_and_are_told() {
    for number in ["44", "0", "-1", "9223372036854775807", "1099511627776"] {
        for (table, words) in [("article", "articles"), ("feed", "subscriptions")] {
            let number = if (table, number) == ("feed", "44") {
                "1"
            } else {
                number
            };
            let sql = format!("UPDATE sqlite_sequence SET seq = {number} WHERE name = '{table}'");
            let folder = after(&sql, 16);
            let rescued = rescue(&folder);
            let back = (rescued.articles, rescued.feeds);
            assert_eq!((back.0.back, back.0.of), (ARTICLES, ARTICLES), "{sql}");
            assert_eq!((back.1.back, back.1.of), (2, 2), "{sql}");
            assert_eq!(
                rescued.perhaps_missing.iter().collect::<Vec<_>>(),
                [&words],
                "{sql}"
            );
            is_part(&folder, &rescued);
            let mut store = Store::open(folder.path()).unwrap();
            let feed = subscribe(&mut store, "https://example.org/another");
            let received = store.receive(feed, &[arriving(1)], at(9)).unwrap();
            assert_eq!((feed, received.new), (FeedKey(3), 1), "{sql}");
        }
    }
}

#[test]
fn a_subscription_that_no_number_can_have_is_not_made() {
    for sql in [
        "UPDATE article SET feed = 9223372036854775807 WHERE id = 4; DELETE FROM feed",
        "UPDATE article SET feed = -7 WHERE id = 4",
        "UPDATE arrived SET feed = 9223372036854775807 WHERE article = 4; DELETE FROM feed",
    ] {
        let folder = after(sql, 16);
        let rescued = rescue(&folder);
        assert_eq!((rescued.feeds.back, rescued.feeds.of), (2, 2), "{sql}");
        assert_eq!(rescued.articles.lost(), 0, "{sql}");
        is_part(&folder, &rescued);
        let mut store = Store::open(folder.path()).unwrap();
        let again = [crate::rescue::of_feed(3, "https://daily.example/feed")];
        let received = store.receive(FeedKey(1), &again, at(9)).unwrap();
        assert_eq!((received.new, received.changed), (0, 0), "{sql}");
    }
}

#[test]
fn how_a_refresh_went_is_forgotten_where_it_cannot_be_read() {
    for sql in [
        r#"UPDATE feed SET pace = '{"ttl":nuxl' WHERE id = 1"#,
        "UPDATE feed SET failures = -3 WHERE id = 2",
        "UPDATE feed SET warnings = '[' WHERE id = 1",
        "UPDATE feed SET ended = 1, moved_to = 'x', moved_times = -1 WHERE id = 2",
    ] {
        for lost in [0, 16] {
            let folder = after(sql, lost);
            let rescued = rescue(&folder);
            assert!(rescued.is_whole(), "{sql}: {rescued:?}");
            let store = Store::open(folder.path()).unwrap();
            let feeds = store.subscriptions().unwrap();
            assert!(feeds.iter().all(|feed| feed.name.is_some()), "{sql}");
            assert_eq!(feeds.len(), if sql.contains("ended") { 1 } else { 2 });
        }
    }
}

#[test]
fn a_row_that_leads_to_other_rows_costs_itself_alone() {
    let leaves = pages("body", "leaf");
    let last = leaves.last().unwrap().to_be_bytes();
    for overflow in pages("body", "overflow").into_iter().step_by(9) {
        let folder = damaged(|bytes| page(bytes, overflow as usize)[..4].copy_from_slice(&last));
        let rescued = rescue(&folder);
        let gone = rescued.articles.lost() + rescued.shortened;
        assert_eq!(gone, 1, "{overflow}: {rescued:?}");
        is_part(&folder, &rescued);
    }
}

#[test]
fn a_list_of_freed_pages_that_leads_to_rows_is_none() {
    let leaf = pages("body", "leaf")[3].to_be_bytes();
    let root = root("body");
    let folder = damaged(|bytes| {
        page(bytes, root).fill(0x77);
        bytes[32..36].copy_from_slice(&leaf);
    });
    let rescued = rescue(&folder);
    assert!(rescued.is_whole(), "{rescued:?}");
    is_part(&folder, &rescued);
}

const FOLDER: &str = "QUOTIDIAN_TEST_OPEN";

/// Has a library open for as long as it lives. Only does so as the child of the test below.
#[test]
fn child() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let _store = Store::open(Path::new(&folder)).unwrap();
        println!("@open");
        // Until the parent lets go of the other end, or ends it.
        let _ = std::io::stdin().read_line(&mut String::new());
    }
}

#[test]
fn a_library_that_somebody_has_open_is_not_set_aside() {
    let index = root("by_title");
    let folder = damaged(|bytes| page(bytes, index).fill(0));
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["aside::child", "--exact", "--nocapture"])
        .env(FOLDER, folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().ends_with("@open")));
    let before = fs::read(folder.path().join(FILE)).unwrap();
    let error = Store::rescue(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::InUse), "{error}");
    assert_eq!(fs::read(folder.path().join(FILE)).unwrap(), before);
    assert!(!folder.path().join("library-damaged-1.db").exists());
    drop(child.stdin.take());
    child.wait().unwrap();
    assert!(rescue(&folder).is_whole());
}

#[cfg(unix)]
#[test]
fn a_library_behind_a_link_is_rescued_where_it_lies() {
    let (linked, folder) = (killed(), tempfile::tempdir().unwrap());
    let link = folder.path().join(FILE);
    std::os::unix::fs::symlink(linked.path().join(FILE), &link).unwrap();
    assert!(!Store::is_closed(folder.path()));
    let rescued = has_all_of_the_log(&folder);
    assert_eq!(rescued.aside.parent(), Some(linked.path()));
    assert!(link.is_symlink());
    assert!(Store::is_closed(folder.path()));
}

#[test]
fn a_file_without_a_byte_loses_nothing_of_its_log() {
    let written = tempfile::tempdir().unwrap();
    let mut store = Store::open(written.path()).unwrap();
    let feed = subscribe(&mut store, "https://example.org/feed");
    let all: Vec<_> = (0..20).map(arriving).collect();
    store.receive(feed, &all, at(0)).unwrap();
    let folder = folder_of(&[]);
    fs::copy(written.path().join(LOG), folder.path().join(LOG)).unwrap();
    let error = Store::open(folder.path()).err().unwrap();
    assert!(matches!(error, StoreError::Damaged), "{error}");
    let rescued = rescue(&folder);
    assert!(rescued.is_whole(), "{rescued:?}");
    assert_eq!(rescued.articles.back, 20);
}

#[test]
fn a_rescue_that_was_cut_off_is_taken_up_again() {
    let folder = killed();
    let at = |name: &str| folder.path().join(name);
    fs::hard_link(at(FILE), at("library-damaged-1.db")).unwrap();
    fs::rename(at(LOG), at("library-damaged-1.db-wal")).unwrap();
    fs::write(at("library-rescued.db"), "half of it").unwrap();
    let rescued = has_all_of_the_log(&folder);
    assert_eq!(rescued.aside, at("library-damaged-1.db"));
    let mut names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let aside = ["library-damaged-1.db", "library-damaged-1.db-wal", FILE];
    assert_eq!(names, aside);
}

/// The checksums of a log set right from the frame at `from` on.
fn sum(log: &mut [u8], from: usize) {
    let number = |bytes: &[u8]| u32::from_be_bytes(bytes.try_into().unwrap());
    let little = number(&log[..4]) == 0x377f_0682;
    // Those of the frame before it; of the head, before the first.
    let before = if from == 32 { 24 } else { from - PAGE - 8 };
    let mut sums = (number(&log[before..][..4]), number(&log[before + 4..][..4]));
    let words = [from..from + 8, from + 24..from + 24 + PAGE];
    let words: Vec<u32> = words
        .into_iter()
        .flat_map(|part| log[part].chunks_exact(4).map(number).collect::<Vec<_>>())
        .map(|word| if little { word.swap_bytes() } else { word })
        .collect();
    for pair in words.chunks_exact(2) {
        sums.0 = sums.0.wrapping_add(pair[0]).wrapping_add(sums.1);
        sums.1 = sums.1.wrapping_add(pair[1]).wrapping_add(sums.0);
    }
    log[from + 16..from + 20].copy_from_slice(&sums.0.to_be_bytes());
    log[from + 20..from + 24].copy_from_slice(&sums.1.to_be_bytes());
}

#[test]
fn a_log_that_says_too_much_of_the_size_of_the_file_is_not_believed() {
    let folder = killed();
    let path = folder.path().join(LOG);
    let mut log = fs::read(&path).unwrap();
    let last = log.len() - PAGE - 24;
    log[last + 4..last + 8].copy_from_slice(&0x7fff_ffff_u32.to_be_bytes());
    sum(&mut log, last);
    fs::write(&path, log).unwrap();
    has_all_of_the_log(&folder);
}

#[test]
fn marks_that_cannot_be_summed_are_counted_anew() {
    let damage = "DROP TRIGGER tally_change;
        UPDATE article SET shown = -9223372036854775808 WHERE id = 4";
    let folder = after(damage, 16);
    let rescued = rescue(&folder);
    assert_eq!(rescued.articles.lost(), 0);
    is_part(&folder, &rescued);
}

#[cfg(unix)]
#[test]
fn who_may_read_the_new_library_is_who_could_read_the_old_one() {
    use std::os::unix::fs::PermissionsExt;
    let folder = after("", 16);
    let file = folder.path().join(FILE);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    rescue(&folder);
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
