//! The addresses of documents, sections, passages and sentences as resources.
//!
//! An address is `duizhao:///` and the id, percent-encoded: `duizhao:///report%235.3` for `report#5.3`. The `#` of an id
//! would begin a fragment, which clients cut off, and in place of a host clients change case; so the id stands in the
//! path, encoded, which is also what the template `duizhao:///{id}` gives (RFC 6570). `duizhao://report#5.3`, as a person
//! writes it, is understood.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What every address is made by.
pub(super) const TEMPLATE: &str = "duizhao:///{id}";

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The address of an id.
pub(super) fn uri(id: &str) -> String {
    TEMPLATE.replace("{id}", &utf8_percent_encode(id, RESERVED).to_string())
}

/// The id of an address; `None` where it is none of ours.
pub(super) fn id(uri: &str) -> Option<String> {
    let (scheme, rest) = uri.split_once("://")?;
    let path = rest.strip_prefix('/').unwrap_or(rest);
    let id = percent_decode_str(path).decode_utf8().ok()?;
    (scheme.eq_ignore_ascii_case("duizhao") && !id.is_empty()).then(|| id.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_address_leads_back_to_its_id(document in "\\PC{1,12}", place in "(#[0-9]{1,2}(\\.[0-9]{1,2}){0,2}(:[0-9])?)?") {
            let whole = format!("{document}{place}");
            let address = uri(&whole);
            prop_assert!(address.is_ascii() && !address.contains(['#', ' ', '?']), "{}", address);
            prop_assert_eq!(id(&address), Some(whole));
        }
    }

    #[test]
    fn an_address_as_people_write_it_is_understood() {
        assert_eq!(id("duizhao://report#5.3:1").as_deref(), Some("report#5.3:1"));
        assert_eq!(id("duizhao:///report#5.3").as_deref(), Some("report#5.3"));
        for wrong in ["", "duizhao://", "duizhao:///", "file:///etc/passwd", "report#5.3", "duizhao:///%ff"] {
            assert_eq!(id(wrong), None, "{wrong}");
        }
    }
}
