//! Tables of options and parameters, `參數 | 類型 | 必填 | 說明`: names and types in Latin letters are of the text around them,
//! and render none of it.

use crate::read::columns::names;
use crate::text::fold::fold;

/// How many columns have to be called so.
const ENOUGH: usize = 2;

/// Whether the first row of a table says that it is one of options.
pub fn is_of_options(first: &[String]) -> bool {
    let is_name = |cell: &&String| names::is_of_options(&fold(cell.trim()).to_lowercase());
    first.iter().filter(is_name).count() >= ENOUGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_options() {
        let is = |header: &str| is_of_options(&header.split('|').map(String::from).collect::<Vec<_>>());
        assert!(is("名稱|類型|是否必須|說明") && is("Name| Type |Required|Description"));
        assert!(!is("中文|英文|類型") && !is("術語|Term|釋義") && !is("名稱|說明"));
    }
}
