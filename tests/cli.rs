//! The program as a person or a script runs it, without a screen.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use quotidian::text::is_unsafe;
use serde_json::Value;
use tempfile::TempDir;

const STORY: &str = "Rates were held on Tuesday for the third time this year.\n\
                     “We wait,” the governor, Ada Byron, said after the meeting.\n";

/// The program, with a home of its own.
fn quotidian(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quotidian"));
    command
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env_remove("QUOTIDIAN_CONFIG")
        .env_remove("QUOTIDIAN_LIBRARY")
        .env_remove("XDG_DATA_HOME")
        .current_dir(home)
        .stdin(Stdio::null());
    command
}

fn home(files: &[(&str, &str)]) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    home
}

fn run(home: &TempDir, arguments: &[&str]) -> Output {
    quotidian(home.path()).args(arguments).output().unwrap()
}

fn run_with_input(home: &TempDir, arguments: &[&str], input: &str) -> Output {
    let mut child = quotidian(home.path())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // From a thread of its own: the program writes while it reads, and its pipes hold only so much.
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[track_caller]
fn assert_status(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}", stderr(output));
}

fn records(output: &Output) -> Vec<Value> {
    stdout(output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn analyze_writes_one_line_of_json_for_each_article_in_order() {
    let home = home(&[
        ("a.txt", STORY),
        ("b.txt", "A quiet day at the port of Hull."),
    ]);
    let output = run(&home, &["analyze", "b.txt", "a.txt"]);
    assert_status(&output, 0);
    let all = records(&output);
    let sources: Vec<_> = all.iter().map(|r| r["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["b.txt", "a.txt"]);
    for record in &all {
        let text = record["text"].as_str().unwrap();
        for quote in record["quotes"].as_array().unwrap() {
            let at = |key: &str| usize::try_from(quote[key].as_u64().unwrap()).unwrap();
            assert!(text.get(at("start")..at("end")).is_some(), "{quote}");
        }
    }
}

#[test]
fn fields_come_in_the_order_that_is_promised() {
    let home = home(&[("a.txt", STORY)]);
    let output = run(&home, &["analyze", "a.txt"]);
    let fields = [
        "id",
        "source",
        "title",
        "byline",
        "published",
        "url",
        "language",
        "text",
        "quotes",
        "names",
    ];
    let places = fields.map(|field| stdout(&output).find(&format!("\"{field}\":")).unwrap());
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_speaker_less_sure_than_asked_for_is_unknown_and_the_first_who_else_it_might_be() {
    let home = home(&[("a.txt", STORY), ("least.toml", "quotes.least_sure = 100")]);
    let quote = |arguments: &[&str]| records(&run(&home, arguments))[0]["quotes"][0].clone();
    let named = quote(&["analyze", "--least-sure", "0", "a.txt"]);
    assert_eq!(named, quote(&["analyze", "a.txt"]));
    assert!(named["speaker"].is_string(), "{named}");
    let withheld = quote(&["analyze", "--least-sure", "100", "a.txt"]);
    for field in ["speaker", "mention", "cue"] {
        assert!(withheld[field].is_null(), "{withheld}");
    }
    let other = &withheld["runners_up"][0];
    for field in ["speaker", "mention", "confidence"] {
        assert_eq!(other[field], named[field], "{withheld}");
    }
    assert!(
        withheld["why"]
            .as_str()
            .unwrap()
            .contains("100% is asked for")
    );
    let speaker = format!("\n{} (", named["speaker"].as_str().unwrap());
    for (arguments, known) in [
        (&["read", "a.txt"][..], true),
        (&["read", "--least-sure", "100", "a.txt"], false),
        (&["--least-sure", "100", "read", "a.txt"], false),
        (&["--config", "least.toml", "read", "a.txt"], false),
        (
            &[
                "--config",
                "least.toml",
                "read",
                "--least-sure",
                "0",
                "a.txt",
            ],
            true,
        ),
        // What is for programs depends on no file of a person's.
        (
            &[
                "--config",
                "least.toml",
                "analyze",
                "--format",
                "text",
                "a.txt",
            ],
            true,
        ),
        (
            &[
                "analyze",
                "--format",
                "text",
                "--least-sure",
                "100",
                "a.txt",
            ],
            false,
        ),
    ] {
        let told = run(&home, arguments);
        assert_eq!(stdout(&told).contains(&speaker), known, "{arguments:?}");
    }
}

#[test]
fn another_language_is_told_and_nothing_in_it_is_guessed() {
    let french = "Le président a déclaré à Lyon que la France ne céderait pas.\n\
                  « Nous ne lâcherons rien », a-t-il dit devant les députés.\n";
    let home = home(&[("a.txt", french)]);
    let record = &records(&run(&home, &["analyze", "a.txt"]))[0];
    assert_eq!(record["language"], "fr");
    assert_eq!(record["names"].as_array().unwrap().len(), 0);
    assert_eq!(record["quotes"].as_array().unwrap().len(), 1);
    let quote = &record["quotes"][0];
    assert!(
        quote["speaker"].is_null() && quote["cue"].is_null(),
        "{quote}"
    );
    assert!(
        quote["why"].as_str().unwrap().contains("is in French"),
        "{quote}"
    );
    let told = run(&home, &["analyze", "--format", "text", "a.txt"]);
    let words = "The article is in French; speakers and names are told in English alone.";
    assert!(stdout(&told).contains(words), "{}", stdout(&told));
}

#[test]
fn ids_of_json_lines_are_kept_and_so_is_their_order() {
    let home = home(&[]);
    let ids: Vec<Value> = (0..300)
        .map(|n| match n % 3 {
            0 => Value::from(n),
            1 => Value::from(format!("id {n}")),
            _ => serde_json::json!({ "page": [n, null] }),
        })
        .collect();
    let lines: Vec<_> = ids
        .iter()
        .map(|id| serde_json::json!({ "id": id, "text": STORY.repeat(3) }).to_string())
        .collect();
    let arguments = |jobs| ["analyze", "--input", "jsonl", "--jobs", jobs, "-"];
    let one = run_with_input(&home, &arguments("1"), &lines.join("\n"));
    let many = run_with_input(&home, &arguments("7"), &lines.join("\n"));
    assert_status(&many, 0);
    assert_eq!(stdout(&one), stdout(&many));
    let kept: Vec<_> = records(&many)
        .into_iter()
        .map(|mut r| r["id"].take())
        .collect();
    assert_eq!(kept, ids);
}

#[test]
fn offsets_are_those_of_the_text_that_was_given() {
    let home = home(&[]);
    let text = "A tab\tand a bell\u{7} before it.\r\n“We wait,” Ada Byron said.";
    let line = serde_json::json!({ "id": 1, "text": text }).to_string();
    let output = run_with_input(&home, &["analyze", "--input", "jsonl", "-"], &line);
    let record = &records(&output)[0];
    assert_eq!(
        record["text"].as_str().unwrap().find("“We wait,”"),
        text.find("“We wait,”")
    );
}

#[test]
fn text_is_the_text_alone() {
    let story = STORY.replace('\n', "\n\n");
    let home = home(&[("a.txt", &story)]);
    let output = run(&home, &["text", "a.txt"]);
    assert_status(&output, 0);
    assert_eq!(stdout(&output), story.trim_end().to_owned() + "\n");
    let piped = run_with_input(&home, &["text", "-"], &story);
    assert_eq!(stdout(&piped), stdout(&output));
}

#[test]
fn without_a_terminal_the_reader_writes_plain_lines() {
    let home = home(&[("a.txt", STORY)]);
    for arguments in [&["read", "a.txt"][..], &[]] {
        let output = run(&home, arguments);
        assert_status(&output, 0);
        assert!(stdout(&output).contains("QUOTES"), "{}", stdout(&output));
    }
}

#[test]
fn what_cannot_be_read_costs_only_itself() {
    let home = home(&[("a.txt", STORY)]);
    for command in ["analyze", "text", "read"] {
        let output = run(&home, &[command, "missing.txt", "a.txt"]);
        assert_status(&output, 1);
        assert!(stdout(&output).contains("Ada Byron"), "{command}");
        let complaint = stderr(&output);
        assert!(
            complaint.starts_with("quotidian: missing.txt: "),
            "{complaint}"
        );
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
    }
}

#[test]
fn a_broken_record_costs_only_itself() {
    let home = home(&[]);
    let input = format!(
        "{{\"id\": 1, \"text\": \"One day.\"}}\nnonsense\n{}",
        "{\"id\": 2, \"text\": \"Another day.\"}"
    );
    let output = run_with_input(&home, &["analyze", "--input", "jsonl", "-"], &input);
    assert_status(&output, 1);
    assert_eq!(records(&output).len(), 2);
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
}

#[test]
#[cfg(unix)]
fn an_endless_device_is_refused() {
    let home = home(&[]);
    for arguments in [
        &["text", "/dev/zero"][..],
        &["analyze", "--input", "jsonl", "/dev/zero"],
    ] {
        let output = run(&home, arguments);
        assert_status(&output, 1);
        assert!(
            stderr(&output).contains("/dev/zero: "),
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn wrong_usage_is_told_from_failure() {
    let home = home(&[("a.txt", STORY)]);
    for arguments in [
        &["analyze"][..],
        &["no-such-command"],
        &["analyze", "--jobs", "0", "a.txt"],
        &["--measure", "5"],
        &["--least-sure", "101"],
        &["analyze", "--least-sure", "half", "a.txt"],
        &["--least-sure", "50", "text", "a.txt"],
        &["--theme", "dark", "text", "a.txt"],
        &["--color", "mauve"],
    ] {
        let output = run(&home, arguments);
        assert_status(&output, 2);
        assert_eq!(stdout(&output), "");
        assert!(!stderr(&output).is_empty());
    }
    let hinted = run(&home, &["a.txt"]);
    assert!(
        stderr(&hinted).contains("quotidian read a.txt"),
        "{}",
        stderr(&hinted)
    );
}

#[test]
fn an_unknown_key_of_the_configuration_is_named() {
    let home = home(&[("config/quotidian/config.toml", "mouse = true\nmose = 1\n")]);
    for arguments in [
        &["config"][..],
        &[],
        &["read", "a.txt"],
        &["list"],
        &["search", "rates"],
        &["remove", "a.org"],
        &["import", "a.opml"],
        &["export"],
        &["rescue"],
    ] {
        let output = run(&home, arguments);
        assert_status(&output, 2);
        let complaint = stderr(&output);
        assert!(
            complaint.contains("config.toml:2: unknown key \"mose\": did you mean \"mouse\"?"),
            "{complaint}"
        );
    }
}

#[test]
fn all_that_is_wrong_with_a_configuration_is_told_in_one_go() {
    let home = home(&[
        (
            "config/quotidian/config.toml",
            "mose = 1\ntheme = 'sepia'\n[reading]\nmeasure = 5\n[keys]\nx = 'nxt-quote'\ny = 'cpy'\n",
        ),
        (
            "config/quotidian/themes/sepia.toml",
            "base = 'paper'\n[roles]\nacent = { bold = true }\nlink = { bold = 1 }\n",
        ),
        ("a.txt", "A text of one line.\n"),
    ]);
    for arguments in [&["config"][..], &["read", "a.txt"]] {
        let output = run(&home, arguments);
        assert_status(&output, 2);
        let told = String::from_utf8(output.stderr).unwrap();
        let lines: Vec<&str> = told.lines().collect();
        let parts = [
            "config.toml:1: unknown key \"mose\"",
            "config.toml:4: \"reading.measure\" must be a whole number from 20 to 240, not 5",
            "config.toml:6: there is no command \"nxt-quote\"; did you mean \"next-quote\"?",
            "config.toml:7: there is no command \"cpy\"",
            "sepia.toml:3: unknown key \"acent\" in [roles]",
            "sepia.toml:4: \"roles.link.bold\" must be true or false, not 1",
        ];
        assert_eq!(lines.len(), parts.len(), "{told}");
        for (line, part) in lines.iter().zip(parts) {
            assert!(
                line.starts_with("quotidian: ") && line.contains(part),
                "{line}"
            );
        }
    }
}

#[test]
fn config_prints_what_holds_and_where_it_comes_from() {
    let home = home(&[
        ("config/quotidian/config.toml", "reading.measure = 60"),
        ("b.toml", "mouse = false"),
    ]);
    let own = run(&home, &["config"]);
    assert!(stdout(&own).contains("config/quotidian/config.toml"));
    assert!(stdout(&own).contains("measure = 60\n"));
    let named = run(&home, &["--config", "b.toml", "config"]);
    assert!(
        stdout(&named).contains("mouse = false\n") && stdout(&named).contains("measure = 72\n")
    );
    assert_status(&run(&home, &["config", "--config", "none.toml"]), 2);

    // The printed defaults are a configuration that changes nothing.
    let defaults = run(&home, &["config", "--defaults"]);
    std::fs::write(home.path().join("defaults.toml"), &defaults.stdout).unwrap();
    std::fs::write(home.path().join("empty.toml"), "").unwrap();
    let settings = |file: &str| {
        let output = run(&home, &["config", "--config", file]);
        stdout(&output)
            .lines()
            .skip(1)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(settings("defaults.toml"), settings("empty.toml"));
}

#[test]
fn a_theme_that_is_not_there_is_found_out() {
    let home = home(&[("a.toml", "theme = 'sepia'")]);
    let output = run(&home, &["config", "--config", "a.toml"]);
    assert_status(&output, 2);
    assert!(
        stderr(&output).contains("a.toml:1: \"theme\" must be auto, dark,"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn keys_lists_every_command_with_the_keys_that_hold() {
    let home = home(&[("a.toml", "[keys]\n'ctrl-x' = 'next-quote'\nn = 'none'\n")]);
    let line = |arguments: &[&str]| {
        let output = run(&home, arguments);
        assert_status(&output, 0);
        for command in quotidian::app::COMMANDS {
            assert!(stdout(&output).contains(command.name), "{}", command.name);
        }
        let found = stdout(&output)
            .lines()
            .find(|line| line.contains(" next-quote "));
        found.unwrap().split_whitespace().next().unwrap().to_owned()
    };
    assert_eq!(line(&["keys"]), "n");
    assert_eq!(line(&["keys", "--config", "a.toml"]), "ctrl-x");
}

#[test]
fn an_unknown_command_of_the_configuration_is_named() {
    let home = home(&[("a.toml", "[keys]\nx = 'next-quot'\n")]);
    for command in ["config", "keys"] {
        let output = run(&home, &[command, "--config", "a.toml"]);
        assert_status(&output, 2);
        let complaint = stderr(&output);
        assert!(
            complaint.contains("a.toml:2: ") && complaint.contains("\"next-quote\""),
            "{complaint}"
        );
    }
}

#[test]
fn the_manual_and_the_completions_know_every_command() {
    let home = home(&[]);
    let help = run(&home, &["--help"]);
    let page = run(&home, &["man"]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&home, &["completions", shell]);
        assert_status(&script, 0);
        for command in [
            "read",
            "analyze",
            "text",
            "config",
            "keys",
            "completions",
            "man",
        ] {
            assert!(
                stdout(&script).contains(command),
                "{shell} does not complete {command}"
            );
            assert!(stdout(&help).contains(command), "the help lacks {command}");
            assert!(
                stdout(&page).contains(command),
                "the manual lacks {command}"
            );
        }
    }
    assert!(stdout(&run(&home, &["man", "analyze"])).contains("jobs"));
    for command in quotidian::app::COMMANDS {
        let name = command.name.replace('-', "\\-");
        assert!(
            stdout(&page).contains(&format!("({name})")),
            "the manual lacks {name}"
        );
    }
}

#[test]
fn a_pipe_that_closes_early_is_no_error() {
    let home = home(&[("long.txt", &STORY.repeat(2_000))]);
    let line = serde_json::json!({ "id": 1, "text": STORY }).to_string();
    std::fs::write(
        home.path().join("many.jsonl"),
        format!("{line}\n").repeat(1_000),
    )
    .unwrap();
    for arguments in [
        &["text", "long.txt"][..],
        &["read", "long.txt"],
        &["analyze", "--input", "jsonl", "many.jsonl"],
        &[
            "analyze",
            "--format",
            "text",
            "--input",
            "jsonl",
            "many.jsonl",
        ],
    ] {
        let mut child = quotidian(home.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0; 10]).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        assert_status(&output, 0);
        assert_eq!(stderr(&output), "", "{arguments:?}");
    }
}

const HOSTILE: &str = "Title \u{1b}]0;owned\u{7}\n\nA \u{1b}[31mred\u{1b}[0m word, “a \u{9b}2J quote \
                       \u{202e}reversed,” said Eve\u{1b}]52;c;ZXZpbA==\u{7} Moneypenny\u{e0041}.\u{8}\r\n";

#[track_caller]
fn assert_safe(output: &Output) {
    for (stream, text) in [("output", stdout(output)), ("complaint", stderr(output))] {
        let found = text.chars().find(|&c| is_unsafe(c));
        assert_eq!(found, None, "in the {stream} {text:?}");
    }
}

#[test]
fn nothing_that_drives_a_terminal_gets_through() {
    let home = home(&[("hostile.txt", HOSTILE)]);
    for arguments in [
        &["read", "hostile.txt"][..],
        &["analyze", "hostile.txt"],
        &["analyze", "--format", "text", "hostile.txt"],
    ] {
        let output = run(&home, arguments);
        assert_status(&output, 0);
        assert!(stdout(&output).contains("hostile.txt"), "{arguments:?}");
        assert_safe(&output);
    }
    assert_safe(&run(&home, &["text", "--all", "hostile.txt"]));
    let record = serde_json::json!({ "id": HOSTILE, "title": HOSTILE, "text": HOSTILE });
    for format in ["json", "text"] {
        let arguments = ["analyze", "--input", "jsonl", "--format", format, "-"];
        let output = run_with_input(&home, &arguments, &record.to_string());
        assert_safe(&output);
        assert_status(&output, 0);
    }
    let arguments = ["analyze", "--input", "jsonl", "-"];
    let kept = records(&run_with_input(&home, &arguments, &record.to_string()));
    assert_eq!(kept[0]["id"], HOSTILE);
}

#[test]
fn nothing_that_drives_a_terminal_comes_back_in_a_complaint() {
    let evil = "\u{1b}[2J\u{9b}31m\u{202e}evil";
    let home = home(&[("c.toml", &format!("\"{}\" = 1", "\\u001b[2J\\u202eevil"))]);
    for arguments in [
        &["text", evil][..],
        &["analyze", evil],
        &["analyze", "--input", "jsonl", evil],
        &[evil],
        &["--theme", evil],
        &["config", "--config", evil],
        &["config", "--config", "c.toml"],
    ] {
        let output = run(&home, arguments);
        assert_ne!(output.status.code(), Some(0), "{arguments:?}");
        assert!(
            stderr(&output).contains("evil"),
            "{arguments:?}: {}",
            stderr(&output)
        );
        assert_safe(&output);
    }
}

#[test]
#[cfg(unix)]
fn the_name_of_a_file_cannot_drive_a_terminal() {
    let home = home(&[("\u{1b}[2J evil.txt", STORY)]);
    for arguments in [
        &["read", "\u{1b}[2J evil.txt"][..],
        &["analyze", "\u{1b}[2J evil.txt"],
        &["analyze", "--format", "text", "\u{1b}[2J evil.txt"],
    ] {
        let output = run(&home, arguments);
        assert!(stdout(&output).contains("evil.txt"), "{}", stdout(&output));
        assert_safe(&output);
    }
}

#[test]
#[cfg(unix)]
fn a_dumb_terminal_reads_line_by_line_in_lines_that_fit() {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};

    let home = home(&[("a.txt", &STORY.replace('\n', " ").repeat(5))]);
    let size = PtySize {
        rows: 10,
        cols: 40,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_quotidian"));
    command.args(["read", "a.txt"]);
    command.cwd(home.path());
    command.env("HOME", home.path());
    command.env("XDG_CONFIG_HOME", home.path());
    command.env("TERM", "dumb");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut keyboard = pair.master.take_writer().unwrap();
    keyboard.write_all(b"\nn\nq\n").unwrap();
    let output = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // A terminal that is gone is an error on Linux, and the end of the output.
        let _ = reader.read_to_end(&mut bytes);
        String::from_utf8(bytes).unwrap()
    });
    assert!(child.wait().unwrap().success());
    drop(pair.master);
    let output = output.join().unwrap();
    assert!(output.contains("Rates were held"), "{output}");
    assert!(output.contains("Quote 1 of"), "{output}");
    assert!(!output.contains('\u{1b}'), "{output:?}");
    for line in output.lines() {
        let told = line.trim_start_matches("> ");
        assert!(
            quotidian::text::Widths::Narrow.cells(told) <= 40,
            "{line:?}"
        );
    }
}

const FEED: &str = "<rss version='2.0'><channel><title>The &amp; Daily</title><link>http://e.org/</link>\
    <item><title>Rates held</title><link>/1</link><guid>1</guid><pubDate>Tue, 18 Nov 2025 09:30:00 GMT</pubDate>\
    <author>ada@e.org (Ada Byron)</author><description>&lt;p>“We wait,” Ada Byron said.&lt;/p></description></item>\
    <item><title>&#27;[2JRed\u{202e}</title><guid>2</guid><pubDate>soon</pubDate></item></channel></rss>";

#[test]
fn a_feed_is_written_as_one_object_or_for_people() {
    let home = home(&[("feed.xml", FEED)]);
    let output = run(&home, &["feed", "feed.xml"]);
    assert_status(&output, 0);
    assert_safe(&output);
    let feed: Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(feed["feed"]["title"], "The & Daily");
    assert_eq!(feed["feed"]["language"], Value::Null);
    let entry = &feed["entries"][0];
    assert_eq!(entry["link"], "http://e.org/1");
    assert_eq!(entry["published"], "2025-11-18T09:30:00Z");
    assert_eq!(entry["authors"][0], "Ada Byron (ada@e.org)");
    assert_eq!(entry["summary"], "<p>“We wait,” Ada Byron said.</p>");
    assert_eq!(feed["entries"][1]["title"], "Red");
    assert_eq!(feed["warnings"][0], "has 1 date that could not be read");

    let told = run_with_input(&home, &["feed", "--format", "text", "-"], FEED);
    assert_status(&told, 0);
    assert_safe(&told);
    assert!(
        stdout(&told)
            .starts_with("The & Daily\nhttp://e.org/\n\nRates held\n  18 Nov 2025 · Ada Byron\n")
    );
    assert!(stdout(&told).ends_with("\n2 entries\n"));
    assert!(stderr(&told).contains("1 date that could not be read"));
}

#[test]
fn what_is_no_feed_is_refused_in_a_sentence() {
    let page = "<html><head><link rel=alternate type=application/rss+xml title=News href=http://e.org/rss></head></html>";
    let home = home(&[
        ("page.html", page),
        ("a.txt", STORY),
        ("none.html", "<html></html>"),
    ]);
    for (input, words) in [
        (
            "page.html",
            "page.html: is a web page, not a feed; it offers http://e.org/rss (News)",
        ),
        ("none.html", "is a web page, not a feed, and names none"),
        ("a.txt", "is no feed"),
        (".", "is a folder"),
        ("missing.xml", "does not exist"),
    ] {
        let output = run(&home, &["feed", input]);
        assert_status(&output, 1);
        assert_eq!(stdout(&output), "");
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
}

#[test]
fn the_entries_of_a_feed_are_articles() {
    let home = home(&[("feed.xml", FEED)]);
    let output = run(&home, &["analyze", "--format", "json", "feed.xml"]);
    assert_status(&output, 0);
    let records = records(&output);
    assert_eq!(records[0]["id"], "feed.xml 1");
    assert_eq!(records[0]["title"], "Rates held");
    assert_eq!(records[0]["byline"], "Ada Byron");
    assert_eq!(records[0]["quotes"][0]["speaker"], "Ada Byron");
    assert_eq!(records[1]["text"], "");
    assert!(stdout(&run(&home, &["read", "feed.xml"])).contains("Rates held"));
    assert!(stdout(&run(&home, &["text", "feed.xml"])).contains("“We wait,”"));
}
