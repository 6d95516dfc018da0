//! A walk over every link of every page: nothing is missing, nothing leads elsewhere, nothing runs that is not ours.

use super::client::Reply;
use super::site::Site;
use std::collections::{BTreeSet, VecDeque};

/// The values of an attribute in a page.
fn values(page: &str, attribute: &str) -> Vec<String> {
    let open = format!(" {attribute}=\"");
    let found = page.split(&open).skip(1).filter_map(|rest| rest.split('"').next());
    found
        .map(|value| value.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\""))
        .collect()
}

fn check(path: &str, reply: &Reply) -> Vec<String> {
    // A language is chosen and the first page is next.
    if path.starts_with("/lang/") {
        assert_eq!((reply.status, reply.header("location")), (303, "/"), "{path}");
        return Vec::new();
    }
    assert_eq!(reply.status, 200, "{path}");
    // What is kept as a file does not run here.
    let is_file = reply.header("content-disposition").starts_with("attachment");
    if is_file || !reply.header("content-type").starts_with("text/html") {
        return Vec::new();
    }
    let page = &reply.body;
    for wrong in [" style=", "<style", " onclick=", " onerror=", "<script>", "<iframe", "<img", "javascript:", "http:"]
    {
        // Texts are escaped, so what stands here with a bracket or in a tag is ours.
        let ours: Vec<&str> = page.split('<').filter_map(|tag| tag.split('>').next()).collect();
        let ours = ours.iter().map(|tag| format!("<{tag}>")).collect::<String>();
        let attributes_out =
            values(page, "data-cite").iter().chain(&values(page, "value")).fold(ours, |t, v| t.replace(v, ""));
        assert!(!attributes_out.contains(wrong), "{path} has {wrong}");
    }
    let ids = values(page, "id");
    let distinct: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), distinct.len(), "{path}: an id is given twice");
    let mut links = values(page, "href");
    links.extend(values(page, "src"));
    links.extend(values(page, "action"));
    for link in &links {
        assert!(link.starts_with('/') && !link.starts_with("//") || link.starts_with('#'), "{path} leads to {link}");
        if let Some(fragment) = link.strip_prefix('#') {
            assert!(ids.iter().any(|id| id == fragment), "{path}: nothing is named {fragment}");
        }
    }
    links
}

fn walk(site: &Site, starts: &[&str]) -> usize {
    let mut known: BTreeSet<String> = starts.iter().map(ToString::to_string).collect();
    let mut queue: VecDeque<String> = known.iter().cloned().collect();
    while let Some(path) = queue.pop_front() {
        let reply = site.get(&path);
        // Words of the index lead to as many searches: these are asked for elsewhere.
        let of_words = ["/freq", "/collocates", "/keywords", "/dispersion"].iter().any(|page| path.starts_with(page));
        for link in check(&path, &reply) {
            let (target, fragment) = link.split_once('#').unwrap_or((&link, ""));
            if target.is_empty() || (of_words && target.starts_with("/?q=")) {
                continue;
            }
            if !fragment.is_empty() && known.len() < 200 {
                let there = site.get(target);
                assert!(values(&there.body, "id").iter().any(|id| id == fragment), "{path} leads to {link}");
            }
            if known.insert(target.to_string()) {
                queue.push_back(target.to_string());
            }
        }
        assert!(known.len() < 5_000, "the site has no end");
    }
    known.len()
}

#[test]
fn every_link_leads_somewhere() {
    let site = Site::new();
    let seen = walk(
        &site,
        &[
            "/",
            "/?q=%E8%AA%BF%E8%A7%A3",
            "/kwic?q=mediat*&sort=target",
            "/terms?term=mediation",
            "/counterpart?text=appoints+a+mediator",
            "/?q=report&limit=2",
            "/?q=zzzz&doc=port-report",
            "/check",
        ],
    );
    assert!(seen > 150, "{seen}");
}

#[test]
fn findings_have_pages_and_every_one_its_place() {
    let site = Site::doubtful();
    let seen = walk(&site, &["/check", "/check?doc=yard&severity=error&rule=number"]);
    assert!(seen > 60, "{seen}");
    let next = site.get("/check?doc=yard&offset=50");
    assert!(
        next.body.contains("<ol class=\"hits\" start=\"51\">") && next.body.contains("p/yard%2365"),
        "{}",
        next.body
    );
}

#[test]
fn a_document_that_is_too_long_for_one_page_has_several() {
    let site = Site::long(450);
    let seen = walk(&site, &["/?q=clause&limit=100"]);
    assert!(seen > 450, "{seen}");
    let last = site.get("/d/long?from=400");
    assert!(last.body.contains("401–450") && last.body.contains("Clause number 450."), "{}", last.body);
    let jumped = site.get("/d/long?at=401&q=clause");
    assert_eq!((jumped.status, jumped.header("location")), (303, "/d/long?from=400&q=clause#p401"));
    assert_eq!((site.get("/d/long?at=451").status, site.get("/d/long?at=0").status), (400, 200));
    let hit = site.get("/?q=num%3A440");
    assert!(hit.body.contains("/d/long?from=400&amp;q=num%3A440#p440"), "{}", hit.body);
}
