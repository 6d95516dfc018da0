//! A value with its dimension, and when two of them say the same.

use crate::model::Span;
use rust_decimal::Decimal;

/// A value with its dimension.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    pub span: Span,
    /// A base unit, or `count`, `percent`, `times`, `year`.
    pub dimension: &'static str,
    pub low: Decimal,
    pub high: Decimal,
    /// The unit that it is stated in, in base units; 0 where none is named.
    pub size: Decimal,
}

/// By how much a measure may differ from the one in another system that it was rounded to: "six miles" for 10公里.
const CONVERTED: Decimal = Decimal::from_parts(4, 0, 0, false, 2);

/// By how much two measures may differ where one was converted from the other and rounded.
const ROUNDED: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

impl Quantity {
    pub fn new(span: Span, dimension: &'static str, value: Decimal) -> Self {
        Quantity { span, dimension, low: value, high: value, size: Decimal::ZERO }
    }

    /// Whether two are stated in units of two systems: metres and feet, not metres and kilometres.
    pub fn is_converted(&self, other: &Quantity) -> bool {
        let ratio = self.size.checked_div(other.size).map(|ratio| ratio.normalize());
        let is_decimal = |ratio: Decimal| {
            let mut digits = ratio.mantissa();
            while digits != 0 && digits % 10 == 0 {
                digits /= 10;
            }
            digits == 1
        };
        ratio.is_some_and(|ratio| !ratio.is_zero() && !is_decimal(ratio))
    }

    pub fn equals(&self, other: &Quantity) -> bool {
        let physical = !matches!(self.dimension, "count" | "percent" | "times" | "year" | "money" | "second" | "month");
        let near = if physical && self.is_converted(other) { CONVERTED } else { ROUNDED };
        let alike = |a: Decimal, b: Decimal| {
            let most = a.abs().checked_mul(near).unwrap_or_default();
            a == b || physical && a.saturating_sub(b).abs() <= most
        };
        self.dimension == other.dimension && alike(self.low, other.low) && alike(self.high, other.high)
    }
}
