//! Pages in the language of whoever reads them: chosen, or the browser's. What programs read is the same for everybody.

use super::client::{Reply, encoded, request};
use super::site::Site;

/// Every page with something on it, the numbers and a problem among them.
fn pages() -> Vec<String> {
    let query = encoded("商業秘密");
    let mut paths: Vec<String> =
        ["/", "/docs", "/saved", "/help", "/freq", "/check?doc=yard", "/nosuch", "/d/port-report"]
            .map(str::to_string)
            .into();
    paths.extend(
        ["/?q=", "/kwic?q=", "/terms?term=", "/collocates?term=", "/counterpart?text="].map(|p| p.to_string() + &query),
    );
    paths.extend(["/?q=zzzz", "/?q=(", "/compare?old=lease-2019&new=lease-2024"].map(str::to_string));
    paths
}

/// Words of the page itself: not those of the documents, which name their language, and not what is typed or read as it is.
fn own_words(page: &Reply) -> Vec<String> {
    let body = &page.body[page.body.find("<main").unwrap()..];
    let as_it_is =
        regex::Regex::new(r"(?s)<(code|pre|kbd|svg|datalist|optgroup)\b.*?</(code|pre|kbd|svg|datalist|optgroup)>")
            .unwrap();
    let tags = regex::Regex::new(r"(?s)<[^>]*>").unwrap();
    // The outermost first: a part in another language may have others in it.
    let body = ["p", "td", "th", "a", "span", "q"].into_iter().fold(body.to_string(), |body, tag| {
        let theirs = regex::Regex::new(&format!(r#"(?s)<{tag}\b[^>]* lang="[^"]*"[^>]*>.*?</{tag}>"#)).unwrap();
        theirs.replace_all(&body, "|").into_owned()
    });
    let body = as_it_is.replace_all(&body, "|");
    let text = tags.replace_all(&body, "|").into_owned();
    let words = regex::Regex::new(r"[A-Za-z]{3,}( [A-Za-z]{2,})+").unwrap();
    words.find_iter(&text).map(|words| words.as_str().to_string()).collect()
}

#[test]
fn a_page_speaks_the_language_of_its_reader() {
    let site = Site::new();
    for (cookie, accepted, lang) in [
        ("", "de", "en"),
        ("", "zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("", "zh-CN", "zh-Hans"),
        ("lang=zh-Hans", "zh-TW", "zh-Hans"),
        ("lang=en", "zh-TW", "en"),
    ] {
        for path in pages() {
            let headers = [("Cookie", cookie), ("Accept-Language", accepted)];
            let page = request(site.address, "GET", &path, &headers, "");
            assert!(page.body.contains(&format!("<html lang=\"{lang}\">")), "{path} {cookie} {accepted}");
        }
    }
}

#[test]
fn a_chinese_page_has_no_english_of_its_own() {
    let site = Site::new();
    for path in pages() {
        let page = request(site.address, "GET", &path, &[("Accept-Language", "zh-TW")], "");
        // The documents of the site are called so, and so are measures.
        let names = ["duizhao sample", "Juilland", "log", "port report", "trade secret"];
        let left: Vec<String> =
            own_words(&page).into_iter().filter(|words| !names.iter().any(|name| words.contains(name))).collect();
        assert!(left.is_empty(), "{path}: {left:?}");
    }
}

#[test]
fn a_choice_is_kept_by_a_cookie() {
    let site = Site::new();
    let chosen = request(site.address, "GET", "/lang/zh-Hant", &[], "");
    assert_eq!((chosen.status, chosen.header("location")), (303, "/"));
    assert!(chosen.header("set-cookie").starts_with("lang=zh-Hant; Path=/;"), "{chosen:?}");
    // Of a language that there is not nothing is kept.
    let unknown = request(site.address, "GET", "/lang/de", &[], "");
    assert_eq!((unknown.status, unknown.header("set-cookie")), (303, ""));
}

#[test]
fn programs_read_the_same_in_every_language() {
    let site = Site::new();
    let took = regex::Regex::new(r#""took_ms":[\d.]+"#).unwrap();
    for path in ["/api/docs", "/api/check?doc=yard", "/api/search?q=(", "/api/nosuch", "/api/openapi.json"] {
        let said = |accepted| request(site.address, "GET", path, &[("Accept-Language", accepted)], "").body;
        let steady = |text: String| took.replace_all(&text, "").into_owned();
        assert_eq!(steady(said("en")), steady(said("zh-TW")), "{path}");
    }
}
