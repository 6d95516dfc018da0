//! stand-in
use crate::model::{Side, Span};
use rust_decimal::Decimal;
#[derive(Debug, Clone)]
pub struct Figure {
    pub span: Span,
    pub low: Decimal,
    pub high: Decimal,
}
pub fn figures(_t: &str, _s: Side) -> Vec<Figure> {
    Vec::new()
}
pub fn parse_value(_t: &str) -> Option<Figure> {
    None
}
pub fn sort_key(v: Decimal) -> String {
    v.to_string()
}
