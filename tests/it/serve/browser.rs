//! The pages in a real browser: what the script does, what works without it, what is seen on a phone and in the dark.
//! Left out, with a word on stderr, where there is no chromedriver (`CHROMEDRIVER` names one).

mod reading;
mod searching;
mod working;

use super::client::encoded;
use super::site::Site;
use super::webdriver::Browser;
use serde_json::{Value, json};
use std::io::Write;

#[test]
fn in_a_browser() {
    let Some(browser) = Browser::start() else {
        // Straight to the stream: what a test prints is not shown when it passes.
        let _ = writeln!(std::io::stderr(), "no chromedriver: the tests in a browser are left out");
        return;
    };
    let site = Site::new();
    let url = format!("http://{}", site.address);
    for (what, step, _) in FLOWS {
        eprintln!("{what}");
        step(&browser, &url);
    }
    on_a_phone(&browser, &url);
    in_the_dark(&browser, &url);
    nothing_went_wrong(&browser, &url);
    if std::env::var_os("BLESS").is_some() {
        pictured(&browser, &url);
    }
}

type Flow = fn(&Browser, &str);

/// Where a flow can be gone through.
#[derive(PartialEq)]
enum Screen {
    Any,
    /// With a mouse or a keyboard, or both sides beside each other.
    Desk,
}

const FLOWS: &[(&str, Flow, Screen)] = &[
    ("search as you type", searching::search_as_you_type, Screen::Any),
    ("hanzi are asked for when they stand there", searching::composing, Screen::Any),
    ("a word that is being typed shows what begins with it", searching::going_on, Screen::Any),
    ("back goes through the queries", searching::back, Screen::Any),
    ("keys from hit to hit and into the reader", searching::keys, Screen::Desk),
    ("a search is narrowed, and widened again", searching::narrowing, Screen::Any),
    ("results are sorted, and back", searching::sorting, Screen::Any),
    ("a slip of the pen", searching::meant, Screen::Any),
    ("copies are named, and shown", searching::copies, Screen::Any),
    ("another language, and the page stays", searching::another_language, Screen::Any),
    ("without a script", searching::without_script, Screen::Desk),
    ("sentences that belong together light up", reading::hovering, Screen::Desk),
    ("a citation is copied", reading::citing, Screen::Any),
    ("the sides are swapped and stay so", reading::swapping, Screen::Desk),
    ("the file itself is opened", reading::original, Screen::Any),
    ("passages and searches are kept, with notes", reading::keeping, Screen::Any),
    ("findings are filtered, walked through and opened in the reader", working::findings, Screen::Any),
    ("findings without a script", working::findings_without_script, Screen::Any),
    ("findings of a collection", working::findings_of_a_collection, Screen::Any),
    ("numbers lead to the passages", working::numbers, Screen::Any),
    ("two versions, without a script", working::versions, Screen::Any),
    ("documents are filtered and put in order", working::documents, Screen::Any),
    ("what is seen is taken along", working::taking_along, Screen::Any),
    ("a text from elsewhere finds its counterpart", working::counterpart, Screen::Any),
];

/// The background of something, as the browser says it.
fn background(browser: &Browser, css: &str) -> String {
    browser.text(&format!("getComputedStyle(document.querySelector('{css}')).backgroundColor"))
}

/// Pages of every kind.
fn pages(url: &str) -> Vec<String> {
    let q = encoded("商業秘密");
    ["/".into(), format!("/?q={q}"), "/?q=%22a".into(), "/docs".into(), "/d/guangdong-ip-report".into()]
        .into_iter()
        .chain([
            "/p/port-report%231.1".into(),
            format!("/kwic?q={q}"),
            format!("/terms?term={q}"),
            "/compare?old=lease-2019&new=lease-2024".into(),
            "/freq".into(),
            format!("/collocates?term={q}&across=true&least=1"),
            "/keywords?q=doc:port-report&least=1".into(),
            format!("/dispersion?term={q}"),
            format!("/counterpart?text={q}"),
            "/check".into(),
            "/check?doc=yard".into(),
            "/check?doc=port-report&severity=note".into(),
            "/help".into(),
        ])
        .map(|path: String| format!("{url}{path}"))
        .collect()
}

fn on_a_phone(browser: &Browser, url: &str) {
    let phone = json!({"width": 375, "height": 740, "deviceScaleFactor": 2, "mobile": true});
    browser.chrome("Emulation.setDeviceMetricsOverride", &phone);
    for page in pages(url) {
        browser.go(&page);
        let wide = browser.eval("return document.documentElement.scrollWidth");
        assert!(wide.as_f64().unwrap() <= 375.0, "{page} is {wide} wide");
    }
    browser.go(&format!("{url}/d/port-report"));
    assert!(browser.is("document.querySelector('#p1\\\\.1 .zh').getBoundingClientRect().bottom <= \
         document.querySelector('#p1\\\\.1 .en').getBoundingClientRect().top"));
    for (what, flow, screen) in FLOWS {
        if *screen == Screen::Any {
            eprintln!("{what}, on a phone");
            flow(browser, url);
        }
    }
    browser.chrome("Emulation.clearDeviceMetricsOverride", &json!({}));
}

/// Texts that are harder to tell from what is behind them than WCAG 2.1 AA allows.
const FAINT: &str = "
    const parse = (c) => c.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
        if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
    return [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility({visibilityProperty: true})
        && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map((e) => {
        const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))];
        const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        return ratio < 4.5 ? e.outerHTML.slice(0, 80) + ' ' + ratio.toFixed(2) : null; }).filter(Boolean);";

fn in_the_dark(browser: &Browser, url: &str) {
    let mut papers = Vec::new();
    for scheme in ["light", "dark"] {
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.chrome("Emulation.setEmulatedMedia", &media);
        for page in pages(url) {
            browser.go(&page);
            let faint = browser.eval(FAINT);
            assert_eq!(faint, json!([]), "{page} in {scheme}");
        }
        papers.push(background(browser, "body"));
    }
    assert_ne!(papers[0], papers[1]);
}

/// The README's pictures: a search and the reader, on our own sample.
fn pictured(browser: &Browser, url: &str) {
    let window = json!({"width": 1280, "height": 760, "deviceScaleFactor": 1, "mobile": false});
    browser.chrome("Emulation.setDeviceMetricsOverride", &window);
    browser.chrome("Emulation.setScrollbarsHidden", &json!({"hidden": true}));
    let light = json!({"features": [{"name": "prefers-color-scheme", "value": "light"}]});
    browser.chrome("Emulation.setEmulatedMedia", &light);
    browser.go(&format!("{url}/?q={}&doc=guangdong-ip-report", encoded("商業秘密")));
    browser.picture("search");
    browser.go(&format!("{url}/d/guangdong-ip-report?q=ODR#p5.3"));
    browser.hover("article[aria-label=\"guangdong-ip-report#5.3\"] .zh .s2");
    browser.picture("reader");
}

/// No message of an error in the console, no request to anyone else, in everything that was done.
fn nothing_went_wrong(browser: &Browser, url: &str) {
    let severe: Vec<Value> = browser.log("browser").into_iter().filter(|entry| entry["level"] == "SEVERE").collect();
    // A page that says 400 is one of those that were looked at.
    let severe: Vec<&Value> = severe.iter().filter(|entry| !entry["message"].to_string().contains("q=%22a")).collect();
    assert!(severe.is_empty(), "{severe:?}");
    let mut asked = 0;
    for entry in browser.log("performance") {
        let message: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
        if message["message"]["method"] == "Network.requestWillBeSent" {
            let to = message["message"]["params"]["request"]["url"].as_str().unwrap().to_string();
            assert!(to.starts_with(url) || to.starts_with("data:") || to.starts_with("chrome:"), "{to}");
            asked += 1;
        }
    }
    assert!(asked > 50, "{asked}");
}
