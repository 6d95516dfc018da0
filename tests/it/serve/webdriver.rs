//! A browser, driven by the WebDriver protocol (W3C) and, for what it has no words for, Chrome's own.

use super::client::request;
use base64::Engine;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The name of an element in answers, fixed by the protocol.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
pub const ESCAPE: &str = "\u{e00c}";
pub const ENTER: &str = "\u{e007}";

pub struct Browser {
    driver: Child,
    address: SocketAddr,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// `None` where there is no chromedriver, or it has no browser.
    pub fn start() -> Option<Browser> {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let mut driver =
            Command::new(program).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let lines = BufReader::new(driver.stdout.take()?).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            line.split_once("started successfully on port ")
                .and_then(|(_, port)| port.trim_end_matches('.').parse().ok())
        });
        let profile = tempfile::tempdir().ok()?;
        let mut browser = Browser {
            driver,
            address: SocketAddr::from(([127, 0, 0, 1], port.unwrap_or(0))),
            session: String::new(),
            _profile: profile,
        };
        port?;
        let mut args: Vec<String> = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
        ]
        .map(String::from)
        .into();
        args.push(format!("--user-data-dir={}", browser._profile.path().display()));
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": args},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let answer = browser.send("POST", "/session", &wanted);
        browser.session = answer["sessionId"].as_str()?.to_string();
        Some(browser)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let reply = request(self.address, method, path, &[("Content-Type", "application/json")], &body);
        reply.json()["value"].take()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let value = self.send("POST", &format!("/session/{}{path}", self.session), body);
        assert!(value["error"].is_null(), "{path} {body}: {value}");
        value
    }

    pub fn go(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
    }

    /// The value of a script's `return`.
    pub fn eval(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    pub fn text(&self, script: &str) -> String {
        let value = self.eval(&format!("return {script}"));
        value.as_str().unwrap_or_else(|| panic!("{script}: {value}")).to_string()
    }

    pub fn is(&self, script: &str) -> bool {
        self.eval(&format!("return Boolean({script})")) == true
    }

    /// Waits until a script says so.
    pub fn wait(&self, script: &str) {
        let start = Instant::now();
        while !self.is(script) {
            let here = || self.text("location.href + ' ' + document.activeElement.outerHTML.slice(0, 300)");
            assert!(start.elapsed() < Duration::from_secs(30), "never: {script}; {}", here());
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    fn element(&self, css: &str) -> String {
        let found = self.post("/element", &json!({"using": "css selector", "value": css}));
        found[ELEMENT].as_str().unwrap_or_else(|| panic!("{css}: {found}")).to_string()
    }

    pub fn click(&self, css: &str) {
        self.post(&format!("/element/{}/click", self.element(css)), &json!({}));
    }

    /// Types into an element.
    pub fn type_into(&self, css: &str, text: &str) {
        self.post(&format!("/element/{}/value", self.element(css)), &json!({ "text": text }));
    }

    /// Presses keys wherever the focus is.
    pub fn press(&self, keys: &str) {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})])
            .collect();
        self.post("/actions", &json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]}));
    }

    /// Points at the middle of an element.
    pub fn hover(&self, css: &str) {
        let origin = json!({ ELEMENT: self.element(css) });
        let step = json!({"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": origin});
        self.post("/actions", &json!({"actions": [{"type": "pointer", "id": "mouse", "actions": [step]}]}));
    }

    /// A command of Chrome's own protocol.
    pub fn chrome(&self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// Writes what the window shows to a picture beside the tests.
    pub fn picture(&self, name: &str) {
        let shot = self.chrome("Page.captureScreenshot", &json!({"format": "webp", "quality": 82}));
        let bytes = base64::prelude::BASE64_STANDARD.decode(shot["data"].as_str().unwrap()).unwrap();
        let to = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/serve").join(name).with_extension("webp");
        std::fs::write(to, bytes).unwrap();
    }

    /// What has been logged since the last time: `browser` (the console) or `performance` (the network).
    pub fn log(&self, kind: &str) -> Vec<Value> {
        self.post("/se/log", &json!({ "type": kind })).as_array().cloned().unwrap_or_default()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            self.send("DELETE", &format!("/session/{}", self.session), &Value::Null);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
