//! English numbers of several words: "one hundred and five", "8.85 billion", "two-thirds".

use super::reader::Reader;
use super::words::{self, NumberWord};
use rust_decimal::Decimal;

/// A number of words, or of digits and words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelled {
    pub value: Decimal,
    pub end: usize,
    pub form: Form,
    /// The "million" that it ends with as a factor.
    pub scale: Decimal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Cardinal,
    Ordinal,
    /// The value is a share in hundredths.
    Fraction,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Small,
    Tens,
    Score,
    Hundred,
    Scale,
}

/// The word at `pos` and where it ends.
pub(super) fn word_at(reader: Reader, pos: usize) -> Option<(NumberWord, usize)> {
    let letters = reader.text.as_bytes().get(pos..)?;
    let length = letters.iter().take(16).take_while(|b| b.is_ascii_alphabetic()).count();
    let word = words::word(letters.get(..length)?)?;
    let digit = letters.get(length).is_some_and(u8::is_ascii_digit);
    (!digit).then_some((word, pos + length))
}

/// The year that two words with capitals name, as titles do, and where it ends: "Twenty Fifteen", "Nineteen Eighty-Four".
pub(super) fn year_name(reader: Reader, pos: usize) -> Option<(u32, usize)> {
    let capital = |at: usize| reader.text.as_bytes().get(at).is_some_and(u8::is_ascii_uppercase);
    let small = |at: usize| reader.text.as_bytes().get(at).is_some_and(u8::is_ascii_lowercase);
    let titled = |at: usize| capital(at) && small(at + 1);
    let (NumberWord::Small(century @ 19) | NumberWord::Tens(century @ 20), end) = word_at(reader, pos)? else {
        return None;
    };
    let next = end + 1;
    if reader.text.as_bytes().get(end) != Some(&b' ') || !titled(pos) || !titled(next) {
        return None;
    }
    let (rest, end) = match word_at(reader, next)? {
        (NumberWord::Small(teens @ 10..), end) => (teens, end),
        (NumberWord::Tens(tens), end) => {
            let one = matches!(reader.text.as_bytes().get(end), Some(b' ' | b'-')).then(|| word_at(reader, end + 1));
            match one.flatten() {
                Some((NumberWord::Small(one @ 1..=9), after)) => (tens + one, after),
                _ => (tens, end),
            }
        }
        _ => return None,
    };
    Some((century * 100 + rest, end))
}

/// Past the "and" between tens and ones where more than tens stand before: "nine hundred forty and five".
fn past_and(reader: Reader, start: usize, last: Last, before: Decimal) -> (usize, bool) {
    let one = |at: usize| word_at(reader, at).is_some_and(|(word, _)| matches!(word, NumberWord::Small(1..=9)));
    let behind =
        reader.eat(start, "and ").filter(|at| last == Last::Tens && before >= Decimal::ONE_HUNDRED && one(*at));
    behind.map_or((start, false), |at| (at, true))
}

/// Where the next word of a number can start: behind a space, a hyphen, or the "and" of "hundred and five".
fn joint(reader: Reader, pos: usize, last: Last) -> Option<(usize, bool)> {
    let (_, next) = reader.at(pos).filter(|(c, _)| matches!(c, ' ' | '-'))?;
    let next = reader.spaces(next);
    if matches!(last, Last::Hundred | Last::Scale | Last::Score)
        && let Some(after) = reader.eat(next, "and ")
    {
        return Some((after, true));
    }
    Some((next, false))
}

/// The number whose first word is at `pos`, or that goes on with words behind digits of the value `given`.
pub(super) fn read(reader: Reader, pos: usize, given: Option<Decimal>) -> Option<Spelled> {
    // What is left of "three hundred second windows" is the unit.
    let is_unit = || matches!(word_at(reader, pos), Some((NumberWord::Ordinal(2), _)));
    if given.is_none() && reader.back_word(reader.back_spaces(pos), "hundred").is_some() && is_unit() {
        return None;
    }
    let mut total = Decimal::ZERO;
    let mut current = given.unwrap_or(Decimal::ZERO);
    let mut last = if given.is_some() { Last::Small } else { Last::Nothing };
    let mut floor = u64::MAX;
    let mut best: Option<Spelled> = None;
    let mut before_and: Option<Spelled> = None;
    let mut at = pos;
    loop {
        // "1billion" is typed without a space.
        let glued = given.is_none() || reader.peek(at).is_some_and(char::is_alphabetic);
        let next = if best.is_none() && glued { Some((at, false)) } else { joint(reader, at, last) };
        let next =
            next.map(|(start, and)| if and { (start, and) } else { past_and(reader, start, last, total + current) });
        let Some((start, and)) = next else { break };
        let Some((word, end)) = word_at(reader, start) else {
            break;
        };
        if and {
            before_and = best;
        }
        let hundreds = current.checked_rem(Decimal::ONE_HUNDRED).is_some_and(|rest| rest.is_zero())
            && matches!(last, Last::Nothing | Last::Hundred | Last::Scale);
        let fits_unit = |value: u32| hundreds || last == Last::Tens && value < 10 || last == Last::Score && value < 20;
        let done = |value: Decimal, form| Some(Spelled { value, end, form, scale: Decimal::ONE });
        match word {
            NumberWord::Small(value) if fits_unit(value) && given.is_none() => {
                current += Decimal::from(value);
                last = Last::Small;
            }
            NumberWord::Tens(value) if hundreds && given.is_none() => {
                current += Decimal::from(value);
                last = Last::Tens;
            }
            NumberWord::Score(value) if hundreds && given.is_none() => {
                current += Decimal::from(value);
                last = Last::Score;
            }
            // "Between six hundred and three thousand" are two.
            NumberWord::Scale(_) | NumberWord::Scales(_)
                if before_and.is_some()
                    && reader.back_word(reader.back_spaces(pos), "between").is_some()
                    && reader.eat(end, " and ").is_none() =>
            {
                return before_and;
            }
            NumberWord::Hundred if last == Last::Nothing => current = Decimal::ONE_HUNDRED,
            NumberWord::Hundred if current >= Decimal::ONE_HUNDRED || current.is_zero() => return before_and.or(best),
            NumberWord::Hundred => current = current.checked_mul(Decimal::ONE_HUNDRED)?,
            NumberWord::Scale(unit) | NumberWord::Scales(unit)
                if unit < floor
                    && (!current.is_zero() || last == Last::Nothing && matches!(word, NumberWord::Scale(_))) =>
            {
                let factor = if last == Last::Nothing { Decimal::ONE } else { current };
                total = total.checked_add(factor.checked_mul(Decimal::from(unit))?)?;
                current = Decimal::ZERO;
                floor = unit;
                last = Last::Scale;
            }
            // "Between six thousand and thirty thousand" are two.
            NumberWord::Scale(_) => return before_and.or(best),
            NumberWord::Dozen if last == Last::Nothing || last == Last::Small => {
                let factor = if last == Last::Nothing { Decimal::ONE } else { current };
                return done(factor.checked_mul(Decimal::from(12))?, Form::Cardinal);
            }
            // "Sixty and three hundred second windows": a unit of time, unless an article says that it is one of them.
            NumberWord::Ordinal(2)
                if last == Last::Hundred
                    && !and
                    && reader.peek_before(start) == Some(' ')
                    && reader.back_word(reader.back_spaces(pos), "the").is_none()
                    && reader.peek(reader.spaces(end)).is_some_and(char::is_alphabetic) =>
            {
                break;
            }
            NumberWord::Ordinal(value) if fits_unit(value) && given.is_none() => {
                return done(total.checked_add(current)?.checked_add(Decimal::from(value))?, Form::Ordinal);
            }
            NumberWord::OrdinalTens(value) if hundreds && given.is_none() => {
                return done(total.checked_add(current)?.checked_add(Decimal::from(value))?, Form::Ordinal);
            }
            NumberWord::OrdinalScale(unit) if !current.is_zero() => {
                return done(current.checked_mul(Decimal::from(unit))?, Form::Ordinal);
            }
            // "One third" is a share, "the two third parties" are not two thirds.
            NumberWord::Ordinal(whole) | NumberWord::Part(whole)
                if whole > 1
                    && total.is_zero()
                    && last == Last::Small
                    && (whole != 2 || matches!(word, NumberWord::Part(_)))
                    && (current == Decimal::ONE
                        || reader.peek_before(start) == Some('-')
                        || reader.eat_word(end, " of").is_some()) =>
            {
                return done(words::share(current, Decimal::from(whole))?, Form::Fraction);
            }
            // Forty quarters are ten years.
            NumberWord::Parts(whole)
                if total.is_zero()
                    && matches!(last, Last::Small | Last::Tens)
                    && !(whole == 4 && current >= Decimal::from(whole)) =>
            {
                return done(words::share(current, Decimal::from(whole))?, Form::Fraction);
            }
            _ => break,
        }
        if matches!(word, NumberWord::Hundred) {
            last = Last::Hundred;
        }
        let scale = if last == Last::Scale { Decimal::from(floor) } else { Decimal::ONE };
        best = Some(Spelled { value: total.checked_add(current)?, end, form: Form::Cardinal, scale });
        at = end;
    }
    best
}
