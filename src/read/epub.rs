use super::*;
pub fn read(_: &Input) -> Outcome<Raw> {
    Err(String::new())
}
