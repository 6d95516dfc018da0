//! The pages in a real browser: what the script does, what works without it, what is seen on a phone and in the dark.
//! Left out, with a word on stderr, where there is no chromedriver (`CHROMEDRIVER` names one).

use super::client::encoded;
use super::site::Site;
use super::webdriver::{Browser, ENTER, ESCAPE};
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
    for (what, step) in STEPS {
        eprintln!("{what}");
        step(&browser, &url);
    }
    nothing_went_wrong(&browser, &url);
    if std::env::var_os("BLESS").is_some() {
        pictured(&browser, &url);
    }
}

type Step = fn(&Browser, &str);

const STEPS: &[(&str, Step)] = &[
    ("search as you type", search_as_you_type),
    ("hanzi are asked for when they stand there", composing),
    ("a word that is being typed shows what begins with it", going_on),
    ("back goes through the queries", back),
    ("keys from hit to hit and into the reader", keys),
    ("sentences that belong together light up", hovering),
    ("a citation is copied", citing),
    ("the sides are swapped and stay so", swapping),
    ("findings are filtered, walked through and opened in the reader", findings),
    ("numbers lead to the passages", numbers),
    ("two versions, without a script", versions),
    ("another language, and the page stays", another_language),
    ("passages and searches are kept, with notes", keeping),
    ("without a script", without_script),
    ("findings without a script", findings_without_script),
    ("on a phone", on_a_phone),
    ("in the dark, and readable", in_the_dark),
];

fn keeping(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/?q={}", encoded("商業秘密")));
    browser.wait("document.querySelector('.summary .keep') && document.querySelector('article.hit .keep')");
    browser.click(".summary .keep");
    browser.click("article.hit .keep");
    assert_eq!(browser.text("document.querySelector('article.hit .keep').getAttribute('aria-pressed')"), "true");
    browser.go(&format!("{url}/saved"));
    browser.wait("document.querySelectorAll('#kept li').length === 2");
    assert!(browser.text("document.querySelector('#kept .texts').textContent").contains("商業秘密"));
    browser.type_into("#kept li textarea", "compare with the treaty");
    browser.go(&format!("{url}/saved"));
    browser.wait("document.querySelector('#kept textarea').value === 'compare with the treaty'");
    // A file of it is made when it is asked for.
    browser.eval("document.querySelector('#kept-files a').addEventListener('click', (event) => event.preventDefault()); return 0");
    browser.click("#kept-files a[data-form=md]");
    browser.wait("document.querySelector('#kept-files a[data-form=md]').href.startsWith('blob:')");
    browser.click("#kept li a.open");
    browser.wait("location.pathname !== '/saved' && document.querySelector('.keep[aria-pressed=true]')");
    browser.go(&format!("{url}/saved"));
    browser.click("#kept li button");
    browser.wait("document.querySelectorAll('#kept li').length === 1");
    browser.click("#kept li button");
    browser.wait("document.querySelectorAll('#kept li').length === 0 && !document.querySelector('#kept-none').hidden");
}

fn another_language(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/?q={}", encoded("商業秘密")));
    assert_eq!(browser.text("document.documentElement.lang"), "en");
    browser.click(".languages a[lang=zh-Hant]");
    browser.wait("document.documentElement.lang === 'zh-Hant' && location.search.includes('q=')");
    assert_eq!(browser.text("document.querySelector('form.search button').textContent"), "檢索");
    assert_eq!(browser.text("document.querySelector('.hit .copy').textContent"), "複製出處");
    browser.click(".languages a[lang=en]");
    browser.wait("document.documentElement.lang === 'en'");
}

fn search_as_you_type(browser: &Browser, url: &str) {
    browser.go(url);
    assert!(browser.is("document.activeElement.id === 'q'"), "the box has the focus");
    browser.type_into("#q", "商業秘密");
    browser.wait("document.querySelectorAll('.hit').length > 1 && location.search.includes('q=')");
    assert_eq!(browser.text("document.querySelector('.hit .zh mark.match').textContent"), "商業秘密");
    browser.wait("document.querySelector('.hit .en mark.counterpart')");
    assert!(
        browser
            .text("document.querySelector('.hit .en mark.counterpart').textContent.toLowerCase()")
            .contains("secret")
    );
    assert!(browser.text("document.title").starts_with("商業秘密"));
    // The two kinds of mark differ in more than their colour.
    let line = |mark: &str| {
        browser.text(&format!("getComputedStyle(document.querySelector('mark.{mark}')).textDecorationLine"))
    };
    assert_ne!(line("match"), line("counterpart"));
    // A query that is not finished yet leaves what was found.
    browser.type_into("#q", " \"");
    std::thread::sleep(std::time::Duration::from_millis(600));
    assert!(browser.is("document.querySelector('.hit')"));
    browser.log("browser");
}

fn composing(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/?q=ODR"));
    let hits = "document.querySelector('.hit').dataset.cite";
    let before = browser.text(hits);
    browser.eval(
        "const q = document.querySelector('#q'); q.focus(); q.dispatchEvent(new CompositionEvent('compositionstart')); \
         q.value = 'gang kou'; q.dispatchEvent(new InputEvent('input', {isComposing: true}));",
    );
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(browser.text(hits), before);
    browser.eval(
        "const q = document.querySelector('#q'); q.value = '港口'; q.dispatchEvent(new CompositionEvent('compositionend'));",
    );
    browser.wait("document.querySelector('.hit').dataset.cite.includes('port-report')");
}

fn going_on(browser: &Browser, url: &str) {
    browser.go(url);
    browser.eval(
        "window.flashed = false; new MutationObserver(() => { if (document.querySelector('.empty')) window.flashed = true; }) \
         .observe(document.querySelector('main'), {childList: true, subtree: true});",
    );
    browser.type_into("#q", "throug");
    browser.wait("document.querySelector('.hit') && location.search === '?q=throug'");
    assert!(browser.text("document.querySelector('.hit').innerText").contains("throughout"));
    assert!(!browser.is("window.flashed"), "nothing found was shown in between");
    browser.type_into("#q", "zzq");
    browser.wait("document.querySelector('.empty')");
}

/// Puts a query in the place of the one that stands there, and waits for it.
fn ask(browser: &Browser, query: &str) {
    browser.eval("const q = document.querySelector('#q'); q.value = ''; q.focus();");
    browser.type_into("#q", query);
    browser.wait(&format!("document.querySelector('.hit') && location.search === '?q={query}'"));
}

fn back(browser: &Browser, url: &str) {
    browser.go(url);
    ask(browser, "mediator");
    // Long enough to count as looked at.
    std::thread::sleep(std::time::Duration::from_millis(1800));
    ask(browser, "registered");
    let stands = |query: &str| format!("document.querySelector('#q').value === '{query}'");
    browser.eval("history.back()");
    browser.wait(&format!("{} && location.search === '?q=mediator'", stands("mediator")));
    browser.wait("document.querySelector('.hit mark.match').textContent.startsWith('mediat')");
    browser.eval("history.forward()");
    browser.wait(&format!("{} && location.search === '?q=registered'", stands("registered")));
    browser.eval("history.go(-2)");
    browser.wait(&format!("{} && document.querySelector('.home')", stands("")));
}

fn keys(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/?q={}", encoded("調解")));
    browser.press("/");
    assert!(browser.is("document.activeElement.id === 'q'"));
    browser.press(ESCAPE);
    let place = "[...document.querySelectorAll('.hit')].indexOf(document.activeElement)";
    assert_eq!(browser.eval(&format!("return {place}")), 0);
    browser.press("jj");
    assert_eq!(browser.eval(&format!("return {place}")), 2);
    browser.press("k");
    assert_eq!(browser.eval(&format!("return {place}")), 1);
    let want = browser.text("document.activeElement.querySelector('a.open').getAttribute('href')");
    browser.press(ENTER);
    browser.wait("document.querySelector('.reader')");
    assert!(browser.text("location.href").ends_with(&want));
    let shown = "(() => { const r = document.querySelector('.row:target').getBoundingClientRect(); \
                 return r.top >= 0 && r.top < innerHeight; })()";
    browser.wait(shown);
    assert!(browser.is("document.querySelector('.row:target mark.match')"), "what was looked for is marked");
    browser.press("j");
    assert!(
        browser.is("document.activeElement.matches('.row:target .zh .s')"),
        "from the passage to its first sentence"
    );
    browser.press(ENTER);
    browser.wait("location.pathname.startsWith('/p/')");
}

/// The background of something, as the browser says it.
fn background(browser: &Browser, css: &str) -> String {
    browser.text(&format!("getComputedStyle(document.querySelector('{css}')).backgroundColor"))
}

fn hovering(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/d/port-report"));
    let row = "article[aria-label=\"port-report#1.1\"]";
    let (zh, en, other) = (format!("{row} .zh .s1"), format!("{row} .en .s1"), format!("{row} .en .s0"));
    let dark = background(browser, &en);
    browser.hover(&zh);
    assert_ne!(background(browser, &en), dark);
    assert_eq!(background(browser, &en), background(browser, &zh));
    assert_eq!(background(browser, &other), dark);
    browser.hover("h1");
    assert_eq!(background(browser, &en), dark);
    // Also in the passage that the address names, which has a ground of its own.
    browser.go(&format!("{url}/d/port-report#p1.1"));
    browser.hover(&zh);
    assert_ne!(background(browser, &en), background(browser, row));
    browser.hover("h1");
    browser.eval(&format!("document.querySelector('{en}').focus()"));
    assert_ne!(background(browser, &zh), dark, "the focus does what pointing does");
}

fn citing(browser: &Browser, url: &str) {
    browser.chrome("Browser.grantPermissions", &json!({"permissions": ["clipboardReadWrite"], "origin": url}));
    browser.go(&format!("{url}/?q={}&doc=port-report", encoded("商業秘密")));
    browser.click(".copy");
    browser.wait("document.querySelector('#said').textContent === 'Citation copied'");
    browser.eval("navigator.clipboard.readText().then((text) => { window.pasted = text; });");
    browser.wait("window.pasted");
    let pasted = browser.text("window.pasted");
    for part in ["商業秘密糾紛", "trade secrets", "Annual Report on Port Services", "port-report#1.1"] {
        assert!(pasted.contains(part), "{part}: {pasted}");
    }
}

fn swapping(browser: &Browser, url: &str) {
    let left = |side: &str| {
        let script = format!("return document.querySelector('.row .pair > .{side}').getBoundingClientRect().left");
        browser.eval(&script).as_f64().unwrap()
    };
    browser.go(&format!("{url}/d/port-report"));
    assert!(left("zh") < left("en"));
    browser.press("s");
    assert!(left("en") < left("zh"));
    browser.go(&format!("{url}/d/guangdong-ip-report"));
    assert!(left("en") < left("zh"), "as it was left");
    browser.press("s");
    assert!(left("zh") < left("en"));
}

fn findings(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/d/yard"));
    browser.click(".title a[href^='/check']");
    browser.wait("document.querySelectorAll('.finding').length === 50");
    assert_eq!(browser.text("document.querySelector('.finding .zh mark').textContent"), "1240");
    assert_eq!(browser.text("document.querySelector('.finding .en mark').textContent"), "1,420");
    browser.click("nav.pages a[rel=next]");
    browser.wait("document.querySelectorAll('.finding').length === 14");
    browser.click("#severity option[value=note]");
    browser.click(".filters button");
    browser.wait("document.querySelectorAll('.finding').length === 2");
    assert!(browser.text("location.search").contains("severity=note"));
    browser.press("j");
    assert!(browser.is("document.activeElement.matches('.finding')"));
    browser.press(ENTER);
    browser.wait("document.querySelector('.reader .row:target')");
    assert!(browser.is("document.querySelector('.row:target').id === 'p3'"));
}

fn findings_without_script(browser: &Browser, url: &str) {
    browser.chrome("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
    browser.go(&format!("{url}/check"));
    browser.click("a[href='/check?doc=yard']");
    browser.click("#rule option[value='missing.negation']");
    browser.click(".filters button");
    browser.wait("document.querySelectorAll('.finding').length === 1");
    assert_eq!(browser.text("document.querySelector('.finding mark').textContent"), "不得");
    browser.chrome("Emulation.setScriptExecutionDisabled", &json!({"value": false}));
}

fn numbers(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/freq"));
    browser.click("nav.kinds a[href='/dispersion']");
    browser.type_into("#counted", "商業秘密");
    browser.click("form.counted button");
    browser.wait(
        "document.querySelector('.picture svg rect') && document.querySelectorAll('.numbers tbody tr').length > 1",
    );
    browser.click(".numbers tbody tr th a");
    browser.wait("document.querySelector('.hit mark.match')");
    assert_eq!(browser.text("document.querySelector('.hit mark.match').textContent"), "商業秘密");
}

fn versions(browser: &Browser, url: &str) {
    browser.chrome("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
    browser.go(&format!("{url}/compare"));
    browser.type_into("#old", "lease-2019");
    browser.type_into("#new", "lease-2024");
    browser.click("form.counted button");
    browser.wait("document.querySelectorAll('.change').length >= 3");
    let line =
        |css: &str| browser.text(&format!("getComputedStyle(document.querySelector('{css}')).textDecorationLine"));
    assert_eq!((line(".versions del"), line(".versions ins")), ("line-through".into(), "underline".into()));
    browser.chrome("Emulation.setScriptExecutionDisabled", &json!({"value": false}));
}

fn without_script(browser: &Browser, url: &str) {
    browser.chrome("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
    browser.go(url);
    assert!(!browser.is("document.documentElement.classList.contains('js')"), "no script has run");
    browser.type_into("#q", "mediator");
    browser.click("form.search button");
    browser.wait("document.querySelector('.hit mark.match')");
    browser.click(".hit a.open");
    browser.wait("document.querySelector('.reader .row:target')");
    let dark = background(browser, ".row:target .en .s0");
    browser.hover(".row:target .zh .s0");
    assert_ne!(background(browser, ".row:target .en .s0"), dark, "sentences light up by style alone");
    browser.click("#swap");
    assert!(browser.is("document.querySelector('.row:target .en').getBoundingClientRect().left < \
         document.querySelector('.row:target .zh').getBoundingClientRect().left"));
    browser.chrome("Emulation.setScriptExecutionDisabled", &json!({"value": false}));
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
