//! Setters that take a request and give it back, so that one is written as a chain.

/// `name: given type => stored value, "documentation";` for each field.
macro_rules! setters {
    ($($name:ident: $given:ty => $($field:ident).+ = $value:expr, $doc:literal;)*) => {$(
        #[doc = $doc]
        #[must_use]
        pub fn $name(mut self, $name: $given) -> Self {
            self.$($field).+ = $value;
            self
        }
    )*};
}

/// The setters of the filter that a request has in its field `filter`.
macro_rules! filter_setters {
    () => {
        $crate::request::setters::setters! {
            side: $crate::request::SideFilter => filter.side = side, "Only what this side says.";
            doc: impl Into<String> => filter.doc = Some(doc.into()), "Only this document.";
            section: impl Into<String> => filter.section = Some(section.into()), "Only this section.";
            kind: $crate::model::Kind => filter.kind = Some(kind), "Only passages of this kind.";
            not_zh: impl Into<String> => filter.not_zh = Some(not_zh.into()), "Not where the Chinese side matches this query.";
            not_en: impl Into<String> => filter.not_en = Some(not_en.into()), "Not where the English side matches this query.";
        }
    };
}

pub(super) use {filter_setters, setters};
