//! What every language writes alike, and the letters of a text alone.

/// Marks of code and addresses, which every language writes alike.
pub(super) const CODE: [&str; 10] = [">>>", "{", "=", "::", "`", "</", "://", "<", "(['", "):"];

/// The letters and digits of a text alone, in small letters.
pub(in crate::check) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}
