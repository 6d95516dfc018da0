//! Findings, numbers, versions.

use crate::serve::client::encoded;
use crate::serve::webdriver::{Browser, ENTER};
use serde_json::json;

pub(super) fn findings(browser: &Browser, url: &str) {
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

pub(super) fn findings_without_script(browser: &Browser, url: &str) {
    browser.chrome("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
    browser.go(&format!("{url}/check"));
    browser.click("a[href='/check?doc=yard']");
    browser.click("#rule option[value='missing.negation']");
    browser.click(".filters button");
    browser.wait("document.querySelectorAll('.finding').length === 1");
    assert_eq!(browser.text("document.querySelector('.finding mark').textContent"), "不得");
    browser.chrome("Emulation.setScriptExecutionDisabled", &json!({"value": false}));
}

pub(super) fn numbers(browser: &Browser, url: &str) {
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

pub(super) fn versions(browser: &Browser, url: &str) {
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

pub(super) fn findings_of_a_collection(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/check"));
    browser.click("#in_collection option[value=yards]");
    browser.click(".filters button");
    browser.wait(
        "location.search.includes('in_collection=yards') && document.querySelectorAll('.documents li').length === 1",
    );
    browser.click(".documents a");
    browser.wait("document.querySelectorAll('.finding').length === 1");
    assert_eq!(browser.text("document.querySelector('.finding .zh mark').textContent"), "1240");
    assert_eq!(browser.text("document.querySelector('#in_collection').value"), "yards");
    assert!(browser.text("document.querySelector('.files a[download]').href").contains("in_collection=yards"));
}

pub(super) fn documents(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/docs"));
    browser.click("#sort option[value=passages]");
    browser.type_into("#q", "lease");
    browser.click("form.search button");
    browser
        .wait("location.search.includes('sort=passages') && document.querySelectorAll('.docs tbody tr').length === 2");
    assert_eq!(browser.text("document.querySelector('.docs tbody code').textContent"), "lease-2019");
    browser.click(".docs tbody a");
    browser.wait("location.pathname === '/d/lease-2019'");
}

/// Every file that the pages of results offer is a file, and has what is seen.
pub(super) fn taking_along(browser: &Browser, url: &str) {
    let q = encoded("商業秘密");
    let mut kinds = Vec::new();
    for page in [
        format!("/?q={q}"),
        format!("/kwic?q={q}"),
        format!("/terms?term={q}"),
        "/freq".into(),
        "/check?doc=yard".into(),
    ] {
        browser.go(&format!("{url}{page}"));
        browser.wait("document.querySelector('.files a[download]')");
        browser.eval(
            "window.files = undefined; Promise.all([...document.querySelectorAll('.files a[download]')].map(async (link) => {\
             const reply = await fetch(link.href); const bytes = await reply.arrayBuffer();\
             return [reply.status, reply.headers.get('content-disposition') || '', bytes.byteLength]; }))\
             .then((files) => { window.files = files; }); return 0",
        );
        browser.wait("window.files");
        for file in browser.eval("return window.files").as_array().unwrap() {
            let (status, name, bytes) = (&file[0], file[1].as_str().unwrap(), file[2].as_u64().unwrap());
            assert!(*status == 200 && bytes > 50 && name.starts_with("attachment; filename="), "{page}: {file}");
            kinds.push(name.rsplit('.').next().unwrap().trim_end_matches('"').to_string());
        }
    }
    for kind in ["tmx", "xlf", "csv", "xlsx", "docx", "html", "tbx", "svg"] {
        assert!(kinds.iter().any(|k| k == kind), "{kind}: {kinds:?}");
    }
}

pub(super) fn counterpart(browser: &Browser, url: &str) {
    browser.go(&format!("{url}/counterpart"));
    browser.type_into("textarea", "小組在三日內委任調解員");
    browser.click("main form button");
    browser.wait("document.querySelector('main .en') && document.querySelector('main').textContent.includes('appoints a mediator')");
}
