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

pub(super) use setters;
