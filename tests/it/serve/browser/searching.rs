//! A query from its first letter to the passage that it leads to.

use super::background;
use crate::serve::client::encoded;
use crate::serve::webdriver::{Browser, ENTER, ESCAPE};
use serde_json::json;

pub(super) fn search_as_you_type(browser: &Browser, url: &str) {
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

pub(super) fn composing(browser: &Browser, url: &str) {
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

pub(super) fn going_on(browser: &Browser, url: &str) {
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

pub(super) fn back(browser: &Browser, url: &str) {
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

pub(super) fn keys(browser: &Browser, url: &str) {
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

pub(super) fn another_language(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/?q={}", encoded("商業秘密")));
    assert_eq!(browser.text("document.documentElement.lang"), "en");
    browser.click(".languages a[lang=zh-Hant]");
    browser.wait("document.documentElement.lang === 'zh-Hant' && location.search.includes('q=')");
    assert_eq!(browser.text("document.querySelector('form.search button').textContent"), "檢索");
    assert_eq!(browser.text("document.querySelector('.hit .copy').textContent"), "複製出處");
    browser.click(".languages a[lang=en]");
    browser.wait("document.documentElement.lang === 'en'");
}

pub(super) fn without_script(browser: &Browser, url: &str) {
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

/// To a document where it was found, to one of its sections, and back to all.
pub(super) fn narrowing(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/?q={}", encoded("商業秘密")));
    let total = "document.querySelector('.summary .count').textContent";
    let all = browser.text(total);
    browser.click(".facets a[href*='doc=port-report']");
    browser.wait("document.querySelector('a.chip') && location.search.includes('doc=port-report')");
    assert_ne!(browser.text(total), all);
    assert!(
        browser
            .is("[...document.querySelectorAll('.hit .id')].every((id) => id.textContent.startsWith('port-report'))")
    );
    browser.click("a.chip");
    browser.wait(&format!("!location.search.includes('doc=') && {total} === {}", json!(all)));
    browser.click("#in_collection option[value=paragraphs]");
    browser.wait("location.search.includes('in_collection=paragraphs') && document.querySelector('.hit')");
}

/// By the documents, then by what their fields say, and back to the best.
pub(super) fn sorting(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/?q={}", encoded("商業秘密")));
    let ids = "[...document.querySelectorAll('.hit .id')].map((id) => id.textContent.split('#')[0])";
    let best = browser.text(&format!("{ids}.join()"));
    browser.click("#sort option[value=doc]");
    browser.wait(&format!(
        "location.search.includes('sort=doc') && JSON.stringify({ids}) === JSON.stringify({ids}.sort())"
    ));
    browser.eval("history.back()");
    browser.wait(&format!("!location.search.includes('sort') && {ids}.join() === {}", json!(best)));
    let field = browser.text("document.querySelector('#sort option[value^=\"field.\"]').value");
    browser.click(&format!("#sort option[value='{field}:desc']"));
    browser.wait(&format!(
        "location.search.includes(encodeURIComponent('{field}:desc')) && document.querySelector('.hit')"
    ));
}

pub(super) fn meant(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/?q=shipyerd"));
    browser.click(".meant a");
    browser.wait("location.search === '?q=shipyard' && document.querySelector('.hit mark.match')");
}

/// Three documents hold the same passage.
pub(super) fn copies(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/?q=onerror"));
    browser.wait(
        "document.querySelectorAll('.hit').length === 1 && document.querySelectorAll('.hit .more .id').length === 2",
    );
    browser.click(".summary .count a:not([href^='/kwic'])");
    browser.wait("document.querySelectorAll('.hit').length === 3");
}
