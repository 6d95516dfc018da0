//! Clients of the API that the usual generators make of its description: a Python one and a TypeScript one, each with the
//! example that stands in `clients/`. They are left out where the generators are not installed; `.ci/run` installs them.

use super::client::{encoded, get};
use super::command::serve_sample;
use serde_json::Value;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

/// The sample, served, and a folder with its description and an example.
struct Workshop {
    server: Child,
    address: SocketAddr,
    dir: tempfile::TempDir,
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Workshop {
    fn new(example: &str) -> Workshop {
        let (server, address, dir) = serve_sample();
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/serve/clients");
        std::fs::copy(examples.join(example), dir.path().join(example)).unwrap();
        std::fs::write(dir.path().join("openapi.json"), get(address, "/api/openapi.json").body).unwrap();
        Workshop { server, address, dir }
    }

    /// What a program says, which must do well.
    fn run(&self, program: &str, args: &[&str]) -> String {
        let output = Command::new(program).args(args).current_dir(self.dir.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{program} {args:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
        said
    }

    fn api(&self, path: &str, name: &str, value: &str, more: &str) -> Value {
        get(self.address, &format!("/api/{path}?{name}={}{more}", encoded(value))).json()
    }

    /// What the examples print, from the JSON itself.
    fn expected(&self) -> String {
        let text = |value: &Value| value.as_str().unwrap().to_string();
        let mut lines = Vec::new();
        for query in ["商业秘密", "哪個機構的調解率遠高於全國水平？"] {
            let found = self.api("search", "q", query, "&in=zh&limit=1");
            lines.push(format!("{} {}", text(&found["mode"]), found["total"]));
            let hit = &found["hits"][0];
            let points: Vec<char> = text(&hit["en"]["text"]).chars().collect();
            let at = |mark: &Value, end: &str| usize::try_from(mark[end].as_u64().unwrap()).unwrap();
            let marks = hit["en"]["marks"].as_array().unwrap().iter();
            let marked: Vec<String> =
                marks.map(|mark| points[at(mark, "start")..at(mark, "end")].iter().collect()).collect();
            lines.push(format!("{} {}", text(&hit["id"]), marked.join(" | ")));
        }
        let found = &self.api("counterpart", "text", "調解組織167个", "")["matches"][0];
        lines.push(format!("{} {} {}", text(&found["id"]), text(&found["level"]), text(&found["en"]["text"])));
        let found = self.api("terms", "term", "地理標志", "");
        let renderings = found["renderings"].as_array().unwrap().iter();
        let renderings: Vec<String> =
            renderings.map(|one| format!("{} {}", text(&one["text"]), one["count"])).collect();
        lines.push(renderings.join(", "));
        lines.push(self.api("check", "doc", "guangdong-ip-report", "")["errors"].to_string());
        let refused = self.api("search", "q", "商業秘密 OR", "");
        lines.push(format!("{} {}", refused["status"], text(&refused["message"])));
        lines.iter().map(|line| format!("{line}\n")).collect()
    }
}

/// Where a program is.
fn found(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

#[test]
fn a_python_client_is_generated_and_says_the_same() {
    let Some(generator) = found("openapi-python-client") else {
        eprintln!("left out: openapi-python-client is not installed");
        return;
    };
    let workshop = Workshop::new("client.py");
    std::fs::write(workshop.dir.path().join("config.yml"), "post_hooks: []\n").unwrap();
    let generator = generator.to_str().unwrap();
    let args = ["generate", "--path=openapi.json", "--output-path=api", "--meta=none", "--config=config.yml"];
    let said = workshop.run(generator, &args);
    assert!(!said.contains("arning"), "{said}");
    // The Python that it is installed for has what its clients stand on.
    let python = Path::new(generator).with_file_name("python3");
    let url = format!("http://{}", workshop.address);
    assert_eq!(workshop.run(python.to_str().unwrap(), &["client.py", &url]), workshop.expected());
}

#[cfg(unix)]
#[test]
fn a_typescript_client_is_generated_and_says_the_same() {
    let programs = ["openapi-typescript", "tsc", "node"];
    if let Some(missing) = programs.iter().find(|program| found(program).is_none()) {
        eprintln!("left out: {missing} is not installed");
        return;
    }
    // What the example imports stands beside the generator.
    let generator = found("openapi-typescript").unwrap().canonicalize().unwrap();
    let modules = generator.ancestors().find(|dir| dir.join("openapi-fetch").is_dir());
    let Some(modules) = modules else {
        eprintln!("left out: openapi-fetch is not installed beside openapi-typescript");
        return;
    };
    let workshop = Workshop::new("client.ts");
    std::os::unix::fs::symlink(modules, workshop.dir.path().join("node_modules")).unwrap();
    std::fs::write(workshop.dir.path().join("package.json"), "{\"type\":\"module\"}").unwrap();
    workshop.run("openapi-typescript", &["openapi.json", "--output=api.d.ts"]);
    workshop.run("tsc", &["--strict", "--target", "es2022", "--module", "nodenext", "client.ts"]);
    assert_eq!(workshop.run("node", &["client.js", &format!("http://{}", workshop.address)]), workshop.expected());
}
