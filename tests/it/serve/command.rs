//! The command: where it says that it listens, and how it ends.

use super::client::get;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A folder with the default index's sources and no store.
pub fn fresh() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let sample = dir.path().join("index/sample");
    std::fs::create_dir_all(&sample).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("index");
    std::fs::copy(root.join("duizhao.toml"), dir.path().join("index/duizhao.toml")).unwrap();
    let name = "guangdong-ip-report.txt";
    std::fs::copy(root.join("sample").join(name), sample.join(name)).unwrap();
    dir
}

pub fn serve(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.env("DUIZHAO_LANG", "en");
    command.arg("serve").args(args).current_dir(dir).env_remove("DUIZHAO_INDEX").env("NO_COLOR", "1");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The address that it prints once it listens.
fn address(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    line.trim_end().to_string()
}

/// A server over the sample, a process of its own, with where it listens.
pub fn serve_sample() -> (Child, std::net::SocketAddr, tempfile::TempDir) {
    let dir = fresh();
    let mut child = serve(dir.path(), &["-q", "--port", "0"]).spawn().unwrap();
    let url = address(&mut child);
    let address = url.trim_start_matches("http://").trim_end_matches('/').parse();
    (child, address.unwrap_or_else(|_| panic!("{url}")), dir)
}

#[cfg(unix)]
fn signalled(mut child: Child, signal: &str) -> (Option<i32>, String) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (child.wait().unwrap().code(), said)
}

#[cfg(unix)]
#[test]
fn a_fresh_clone_is_built_served_and_ended() {
    let dir = fresh();
    for (signal, built) in [("-INT", true), ("-TERM", false)] {
        let mut child = serve(dir.path(), &["--port", "0"]).spawn().unwrap();
        let url = address(&mut child);
        let host =
            url.strip_prefix("http://127.0.0.1:").and_then(|u| u.strip_suffix('/')).unwrap_or_else(|| panic!("{url}"));
        let at = format!("127.0.0.1:{host}").parse().unwrap();
        assert!(get(at, "/").body.contains("51 passages"));
        let (code, said) = signalled(child, signal);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(said.contains("built the index"), built, "{said}");
        assert!(!said.contains("warning"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn being_open_to_others_is_said() {
    let dir = fresh();
    let mut child = serve(dir.path(), &["--port", "0", "--host", "0.0.0.0"]).spawn().unwrap();
    let url = address(&mut child);
    let port =
        url.strip_prefix("http://localhost:").and_then(|u| u.strip_suffix('/')).unwrap_or_else(|| panic!("{url}"));
    assert_eq!(get(format!("127.0.0.1:{port}").parse().unwrap(), "/").status, 200);
    let (code, said) = signalled(child, "-INT");
    assert_eq!(code, Some(0));
    assert!(said.contains("warning: other machines can read this index"), "{said}");
}

#[test]
fn a_port_that_is_taken_is_an_error_with_a_way_out() {
    let dir = fresh();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = serve(dir.path(), &["-q", "--port", &port]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{said}");
    assert!(said.contains(&port) && said.contains("--port 0"), "{said}");
    let output = serve(dir.path(), &["-q", "--host", "no.such.host.invalid"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let nowhere = tempfile::tempdir().unwrap();
    let output = serve(nowhere.path(), &[]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains("no index in"), "{said}");
}
