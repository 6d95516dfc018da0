//! The patterns of quantities that no plain figure with its unit states, from the table beside this file.

use crate::check::tables::patterns;

patterns!(pub(super) SPECIAL: Special = "quantities.tsv" { power, discount, spaced, split, zh_negative, coins, coin, flight_level, telephone });
