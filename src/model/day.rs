//! A day, a month or a year, as documents are dated.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A date as a number: yyyymmdd, with zeros for what is not stated.
///
/// ```
/// use duizhao::model::Day;
/// assert_eq!(Day::new(2024, 11, 30).map(|day| day.to_string()).as_deref(), Some("2024-11-30"));
/// assert_eq!(Day::new(2024, 11, 0).map(|month| month.to_string()).as_deref(), Some("2024-11"));
/// assert_eq!(Day::new(2024, 13, 0), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(u32);

impl Day {
    /// A date by its parts, of which the last ones may be 0; `None` where there is no such date.
    pub fn new(year: u32, month: u32, day: u32) -> Option<Day> {
        let valid = (1000..=2999).contains(&year) && month <= 12 && day <= 31 && (month > 0 || day == 0);
        valid.then_some(Day(year * 10_000 + month * 100 + day))
    }

    /// As yyyymmdd.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The year of the common era.
    pub fn year(self) -> u32 {
        self.0 / 10_000
    }

    /// The last day that it may mean, as yyyymmdd: 20241231 of 2024.
    pub fn last(self) -> u32 {
        match (self.0 / 100 % 100, self.0 % 100) {
            (0, _) => self.0 + 1231,
            (_, 0) => self.0 + 31,
            _ => self.0,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year())?;
        let (month, day) = (self.0 / 100 % 100, self.0 % 100);
        if month > 0 {
            write!(f, "-{month:02}")?;
        }
        if day > 0 { write!(f, "-{day:02}") } else { Ok(()) }
    }
}
