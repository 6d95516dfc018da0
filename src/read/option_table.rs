//! Tables of options and parameters, `參數 | 類型 | 必填 | 說明`: names and types in Latin letters are of the text around them,
//! and render none of it.

use crate::text::fold::fold;

/// What the columns of such a table are called, folded and in small letters.
const NAMES: [&str; 34] = [
    "类型",
    "数据类型",
    "参数类型",
    "字段类型",
    "是否必须",
    "是否必填",
    "是否必需",
    "是否可选",
    "必填",
    "必须",
    "必需",
    "必选",
    "可选",
    "默认",
    "默认值",
    "缺省值",
    "预设值",
    "参数",
    "参数名",
    "参数名称",
    "字段",
    "字段名",
    "属性",
    "属性名",
    "选项",
    "取值范围",
    "有效值",
    "type",
    "required",
    "default",
    "parameter",
    "option",
    "field",
    "property",
];

/// How many columns have to be called so.
const ENOUGH: usize = 2;

/// Whether the first row of a table says that it is one of options.
pub fn is_of_options(first: &[String]) -> bool {
    let is_name = |cell: &&String| NAMES.contains(&fold(cell.trim()).to_lowercase().as_str());
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
