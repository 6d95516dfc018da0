//! What a reader does with a passage: lights up, cites, swaps, keeps.

use super::background;
use crate::serve::client::encoded;
use crate::serve::webdriver::Browser;
use serde_json::json;

pub(super) fn hovering(browser: &Browser, url: &str) {
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

pub(super) fn citing(browser: &Browser, url: &str) {
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

pub(super) fn swapping(browser: &Browser, url: &str) {
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

pub(super) fn keeping(browser: &Browser, url: &str) {
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

/// What is opened is the file as it is, as a text that runs nothing.
pub(super) fn original(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/d/port-report"));
    browser.click(".title a[href^='/original/port-report']");
    browser.wait("location.pathname === '/original/port-report' && document.contentType === 'text/plain'");
    assert!(
        browser.text("document.body.textContent").contains("第")
            || browser.is("document.body.textContent.includes('88.5億元')")
    );
}
