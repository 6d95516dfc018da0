//! The figures of an English text.

use super::arabic::{self, Addresses, Arabic};
use super::context;
use super::date;
use super::exactness;
use super::figure::{Draft, Exactness, FigureKind};
use super::label;
use super::money;
use super::reader::Reader;
use super::spelled::{self, Form, Spelled};
use super::words::{self, NumberWord};
use super::zh_measure::minus;
use crate::text::fold::is_han;
use rust_decimal::Decimal;

/// The first place from `pos` on at which a figure can begin: a digit, or a word with the right first letter.
fn candidate(bytes: &[u8], mut pos: usize) -> Option<usize> {
    let mut inside = pos > 0 && bytes.get(pos - 1).is_some_and(u8::is_ascii_alphabetic);
    loop {
        let byte = *bytes.get(pos)?;
        if byte.is_ascii_alphabetic() {
            if !inside
                && (words::opens(byte) || matches!(byte, b'J' | b'M' | b'A' | b'I' | b'V' | b'X' | b'i' | b'v' | b'x'))
            {
                return Some(pos);
            }
            inside = true;
        } else {
            let wide =
                byte == 0xef && bytes.get(pos + 1) == Some(&0xbc) && matches!(bytes.get(pos + 2), Some(0x90..=0x99));
            if byte.is_ascii_digit() || wide {
                return Some(pos);
            }
            inside = false;
        }
        pos += 1;
    }
}

pub(super) fn scan(text: &str, lenient: bool, out: &mut Vec<Draft>) {
    let reader = Reader { text };
    let bytes = text.as_bytes();
    let mut addresses = Addresses::default();
    let mut paragraph = Some(0);
    let mut pos = 0;
    loop {
        // A label can begin with any letter, so paragraphs are asked for theirs by themselves.
        if let Some(start) = paragraph.take()
            && let Some(draft) = label::read(reader, start)
        {
            pos = draft.figure.span.end;
            out.push(draft);
        }
        let Some(start) = candidate(bytes, pos) else { break };
        let next_line = bytes.get(pos..start).and_then(|gap| gap.iter().position(|b| *b == b'\n'));
        if let Some(line) = next_line {
            pos += line + 1;
            paragraph = Some(pos);
            continue;
        }
        let digit = !bytes.get(start).is_some_and(u8::is_ascii_alphabetic);
        if digit && let Some(end) = addresses.around(text, start) {
            pos = end;
            continue;
        }
        let found = if digit { number(reader, start, out.last()) } else { word(reader, start, out.last(), lenient) };
        pos = match found {
            Ok(draft) => {
                let end = draft.figure.span.end;
                out.push(draft);
                end
            }
            Err(end) => end,
        };
    }
}

/// The figure at a digit, or where to go on.
fn number(reader: Reader, start: usize, last: Option<&Draft>) -> Result<Draft, usize> {
    if let Some((value, end)) = date::numeric(reader, start).or_else(|| date::dotted(reader, start)) {
        return Ok(Draft::new(start, end, value, FigureKind::Date));
    }
    if let Some(draft) = day_month(reader, start) {
        return Ok(draft);
    }
    if let Some((hour, end)) = date::full_hour(reader, start) {
        return Ok(Draft::new(start, end, hour, FigureKind::Count));
    }
    let skipped = arabic::skip(reader, start).max(start + 1);
    let Some(number) = arabic::read(reader, start) else {
        return Err(boundary(reader, skipped));
    };
    let number = if arabic::leads_with_point(reader, start) { number.behind_point() } else { number };
    let number = mixed(reader, number).unwrap_or(number);
    let end = number.end;
    if let Some((year, end)) = decade(reader, number) {
        return Ok(Draft::new(start, end, year, FigureKind::Year));
    }
    if let Some((from, year)) = short_year(reader, start, number) {
        return Ok(Draft::new(from, end, year, FigureKind::Year));
    }
    let dotted = matches!(reader.at(end), Some(('.', next)) if arabic::digit(reader, next).is_some());
    if dotted || arabic::is_name(reader, start, end) {
        return Err(skipped.max(end));
    }
    if let Some(end) = reader.eat_words(end, &["st", "nd", "rd", "th"]) {
        return Ok(Draft::new(start, end, number.value, FigureKind::Ordinal));
    }
    if let Some(label) = context::label_before(reader, start) {
        return Ok(Draft::new(label, end, number.value, FigureKind::Ordinal));
    }
    if label::enclosed(reader, start, end) && number.plain && number.digits <= 2 {
        return Ok(Draft::new(start, end, number.value, FigureKind::Ordinal));
    }
    if let Some((value, end)) = slash_fraction(reader, number) {
        return Ok(Draft::new(start, end, value, FigureKind::Percent));
    }
    // "$300+ billion".
    let plus = reader.eat(end, "+").unwrap_or(end);
    let spelled = spelled::read(reader, plus, Some(number.value)).unwrap_or_else(|| suffixed(reader, start, number));
    let mut draft = finish(reader, start, spelled);
    let bare = number.plain && spelled.end == end && draft.figure.kind == FigureKind::Count;
    if bare && context::continues(reader, start, last) {
        draft.figure.kind = FigureKind::Ordinal;
        return Ok(draft);
    }
    let year = bare && number.digits == 4;
    if year && (Decimal::from(1900)..Decimal::from(2100)).contains(&number.value) {
        draft.figure.kind = FigureKind::Year;
    }
    Ok(draft)
}

/// The place, or the next character boundary behind it.
fn boundary(reader: Reader, mut pos: usize) -> usize {
    while !reader.text.is_char_boundary(pos) {
        pos += 1;
    }
    pos
}

/// Whether a letter goes on to a unit: the Ω of "2.2kΩ".
fn is_unit(next: Option<char>) -> bool {
    next.is_some_and(|c| c.is_alphabetic() && !is_han(c))
}

/// "5k", "$5m", "8.85bn".
fn suffixed(reader: Reader, start: usize, number: Arabic) -> Spelled {
    let unit = |factor: u64, length: usize| (Decimal::from(factor), number.end + length);
    let money = money::before(reader, start).is_some();
    let (factor, end) = if reader.eat_word(number.end, "bn").is_some() {
        unit(1_000_000_000, 2)
    } else if reader.eat_words(number.end, &["tn"]).is_some() {
        unit(1_000_000_000_000, 2)
    } else if reader.eat_word(number.end, "mn").is_some() {
        unit(1_000_000, 2)
    } else if reader.eat_word(number.end, "k").is_some_and(|end| !is_unit(reader.peek(end))) {
        unit(1_000, 1)
    } else if money && reader.eat_word(number.end, "b").is_some() {
        unit(1_000_000_000, 1)
    } else if money && reader.eat_word(number.end, "m").is_some() {
        unit(1_000_000, 1)
    } else {
        (Decimal::ONE, number.end)
    };
    let value = number.value.checked_mul(factor).unwrap_or(number.value);
    Spelled { value, end, form: Form::Cardinal, scale: factor }
}

/// "1970s", "1970's", "70s".
fn decade(reader: Reader, number: Arabic) -> Option<(Decimal, usize)> {
    let end = reader.eat_words(number.end, &["s", "'s"])?;
    let first = date::whole(number.value).filter(|_| number.plain && matches!(number.digits, 2 | 4))?;
    Some((Decimal::from(date::decade(None, first)?), end))
}

/// "The '74 season", "class of '08": where the sign begins that stands for the century, and the year.
fn short_year(reader: Reader, start: usize, number: Arabic) -> Option<(usize, Decimal)> {
    const BEFORE: [&str; 12] =
        ["the", "of", "in", "since", "from", "until", "till", "by", "spring", "summer", "fall", "winter"];
    let sign = reader.back(start, "'").or_else(|| reader.back(start, "’"))?;
    let ends = reader.peek(number.end).is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    reader.back_words(reader.back_spaces(sign), &BEFORE).filter(|_| reader.back_spaces(sign) < sign && ends)?;
    let year = date::whole(number.value).filter(|_| number.plain && number.digits == 2)?;
    Some((sign, Decimal::from(if year < 30 { 2000 + year } else { 1900 + year })))
}

/// "The nineties", "the mid-nineties" of the last century; "in her nineties" is an age.
fn decade_in_words(reader: Reader, start: usize) -> Option<(Decimal, usize)> {
    const DECADES: [&str; 8] =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    const BEFORE: [&str; 5] = ["the", "mid", "early", "late", "roaring"];
    let end = |name: &&str| reader.eat_word(start, name);
    let (at, end) = DECADES.iter().enumerate().find_map(|(at, name)| Some((at, end(name)?)))?;
    let before = reader.back(start, "-").unwrap_or_else(|| reader.back_spaces(start));
    reader.back_words(before, &BEFORE)?;
    Some((Decimal::from(1920 + 10 * u32::try_from(at).ok()?), end))
}

/// Parts that a whole number is written with beside it.
const PARTS: [u32; 8] = [2, 3, 4, 5, 8, 16, 32, 64];

/// "6 1/2%", "104-1/4": a whole number and a part of one. "In 2019 1/3 of them" is two numbers.
fn mixed(reader: Reader, number: Arabic) -> Option<Arabic> {
    let (_, next) = reader.at(number.end).filter(|(c, _)| matches!(c, ' ' | '-'))?;
    let part = arabic::read(reader, next).filter(|part| part.plain && !part.value.is_zero())?;
    let (_, next) = reader.at(part.end).filter(|(c, _)| *c == '/')?;
    let whole = arabic::read(reader, next)?;
    let is_year = number.plain && number.digits == 4;
    let goes_on = matches!(reader.peek(whole.end), Some('/' | '-')) || reader.eat(whole.end, " of ").is_some();
    let common = date::whole(whole.value).is_some_and(|whole| PARTS.contains(&whole)) && part.value < whole.value;
    if is_year || goes_on || !common || !number.value.is_integer() {
        return None;
    }
    let value = number.value.checked_add(part.value.checked_div(whole.value)?)?;
    Some(Arabic { value, end: whole.end, plain: false, ..number })
}

/// 3/4: small, below one, and no part of a date or of a longer chain.
fn slash_fraction(reader: Reader, number: Arabic) -> Option<(Decimal, usize)> {
    let (_, next) = reader.at(number.end).filter(|(c, _)| *c == '/')?;
    let whole = arabic::read(reader, next)?;
    let round = [16, 20, 50, 100, 1000, 10_000, 100_000].map(Decimal::from);
    let common = whole.value <= Decimal::from(12) || round.contains(&whole.value);
    let chain = matches!(reader.peek(whole.end), Some('/' | '-'));
    if !number.plain || number.value.is_zero() || number.value >= whole.value || !common || chain {
        return None;
    }
    Some((words::share(number.value, whole.value)?, whole.end))
}

/// "31 December 2024", "31st of December".
fn day_month(reader: Reader, start: usize) -> Option<Draft> {
    let (day, after) = date::day(reader, start)?;
    let after = reader.spaces(reader.eat(after, "-").unwrap_or(after));
    let after = reader.eat(after, "of ").or_else(|| reader.eat(after, "day of ")).unwrap_or(after);
    let (month, end) = date::month(reader, after)?;
    let (year, end) = date::year_behind(reader, end).unwrap_or((0, end));
    Some(Draft::new(start, end, date::value(year, month, day)?, FigureKind::Date))
}

/// "December 31, 2024", "Dec. 31", "December 2024", "December".
fn month_first(reader: Reader, start: usize) -> Option<Draft> {
    let (month, end) = date::month(reader, start)?;
    let after = reader.spaces(end);
    if let Some((day, end)) = date::day(reader, after) {
        let (year, end) = date::year_behind(reader, end).unwrap_or((0, end));
        if let Some(value) = date::value(year, month, day) {
            return Some(Draft::new(start, end, value, FigureKind::Date));
        }
    }
    let year = date::year_behind(reader, end);
    if year.is_none() && !context::month_alone(reader, start, end) {
        return None;
    }
    let (year, end) = year.unwrap_or((0, end));
    Some(Draft::new(start, end, date::value(year, month, 0)?, FigureKind::Date))
}

/// The figure at a letter, or where to go on.
fn word(reader: Reader, start: usize, last: Option<&Draft>, lenient: bool) -> Result<Draft, usize> {
    let letters = reader.text.as_bytes().get(start..).unwrap_or(&[]);
    let end = start + letters.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    if let Some(draft) = month_first(reader, start) {
        return Ok(draft);
    }
    let glued = reader.back(start, ":").and_then(|colon| reader.peek_before(colon)).is_some_and(char::is_alphabetic);
    let inside = glued || matches!(reader.peek_before(start), Some('_' | '@' | '/' | '0'..='9'));
    if let Some((year, end)) = decade_in_words(reader, start) {
        return Ok(Draft { spelled: true, ..Draft::new(start, end, year, FigureKind::Year) });
    }
    if let Some((value, end)) = label::roman(reader, start) {
        let label = context::label_before(reader, start);
        if label.is_some()
            || context::continues(reader, start, last)
            || end - start > 1 && label::enclosed(reader, start, end)
        {
            let from = label.unwrap_or(start);
            return Ok(Draft::new(from, end, Decimal::from(value), FigureKind::Ordinal));
        }
        return Err(end);
    }
    let Some((first, first_end)) = spelled::word_at(reader, start).filter(|_| !inside) else {
        return Err(end);
    };
    let article = reader.back_words(reader.back_spaces(start), &["a", "an"]);
    if let NumberWord::Part(part) = first
        && let Some(spelled) = part_of_scale(reader, first_end, part)
    {
        return Ok(Draft { spelled: true, ..finish(reader, article.unwrap_or(start), spelled) });
    }
    let mut from = start;
    match first {
        NumberWord::Once | NumberWord::Twice => return context::times(reader, start, first_end, first).ok_or(end),
        NumberWord::Hundred | NumberWord::Scale(_) | NumberWord::Dozen => from = article.ok_or(end)?,
        NumberWord::Ordinal(part @ 3..) | NumberWord::Part(part) if context::of_behind(reader, first_end, part) => {
            let share = words::share(Decimal::ONE, Decimal::from(part)).ok_or(end)?;
            if part == 2 || article.is_some() {
                let spelled = Spelled { value: share, end: first_end, form: Form::Fraction, scale: Decimal::ONE };
                return Ok(finish(reader, article.unwrap_or(start), spelled));
            }
        }
        NumberWord::Part(_) | NumberWord::Parts(_) | NumberWord::OrdinalScale(_) => return Err(end),
        _ => {}
    }
    if let Some((year, end)) = spelled::year_name(reader, start) {
        let draft = Draft::new(start, end, Decimal::from(year), FigureKind::Year);
        return Ok(Draft { spelled: true, ..draft });
    }
    let spelled = spelled::read(reader, start, None).map(|spelled| with_rest(reader, spelled)).ok_or(end)?;
    let alone = spelled.end == first_end;
    if alone && !lenient && !context::counts(reader, start, spelled.end, first) {
        return Err(end);
    }
    if spelled.form == Form::Cardinal
        && let Some(label) = context::label_before(reader, start)
    {
        let draft = Draft::new(label, spelled.end, spelled.value, FigureKind::Ordinal);
        return Ok(Draft { spelled: true, ..draft });
    }
    // "December thirty-first" is not met; "the thirty-first of December" is.
    let mut draft = finish(reader, from, spelled);
    draft.spelled = true;
    Ok(draft)
}

/// "Half a million", "a half-billion", "a quarter of a trillion", from behind the word for the part.
fn part_of_scale(reader: Reader, end: usize, part: u32) -> Option<Spelled> {
    let behind = [" a ", " of a ", " of one ", "-", " "].iter().find_map(|joint| reader.eat(end, joint))?;
    let (NumberWord::Scale(scale), end) = spelled::word_at(reader, behind)? else { return None };
    let scale = Decimal::from(scale);
    let value = scale.checked_div(Decimal::from(part))?;
    Some(Spelled { value, end, form: Form::Cardinal, scale })
}

/// What follows a number in words: of a fraction what it is one of ("one-tenth of 1%"), else a plus ("four+ decades").
fn with_rest(reader: Reader, spelled: Spelled) -> Spelled {
    const ONE: [&str; 5] = [" of 1%", " of 1 percent", " of one percent", " of 1 per cent", " of one per cent"];
    let of_one_percent = (spelled.form == Form::Fraction).then(|| reader.eat_words(spelled.end, &ONE)).flatten();
    match of_one_percent {
        Some(end) => Spelled { value: spelled.value / Decimal::ONE_HUNDRED, end, ..spelled },
        None if spelled.form == Form::Fraction => spelled,
        None => Spelled { end: reader.eat(spelled.end, "+").unwrap_or(spelled.end), ..spelled },
    }
}

/// A number with what may stand around every one: percent, currency, a half, a sign, how exact it is.
fn finish(reader: Reader, start: usize, spelled: Spelled) -> Draft {
    let kind = match spelled.form {
        Form::Cardinal => FigureKind::Count,
        Form::Ordinal => FigureKind::Ordinal,
        Form::Fraction => FigureKind::Percent,
    };
    let mut draft = Draft::new(start, spelled.end, spelled.value, kind);
    draft.scale = spelled.scale;
    if kind == FigureKind::Ordinal {
        return draft;
    }
    if kind == FigureKind::Count {
        measure(reader, start, &mut draft);
    }
    let figure = &mut draft.figure;
    let in_digits = arabic::digit(reader, start).is_some();
    let sign = minus(reader, figure.span.start).filter(|_| in_digits).or_else(|| {
        let word = reader.back_word(reader.back_spaces(figure.span.start), "minus")?;
        (word < figure.span.start).then_some(word)
    });
    if let Some(sign) = sign {
        figure.span.start = sign;
        (figure.low, figure.high) = (-figure.high, -figure.low);
    }
    if figure.about == Exactness::Exact {
        figure.about = exactness::english(reader, figure.span.start, figure.span.end);
    }
    draft
}

fn measure(reader: Reader, start: usize, draft: &mut Draft) {
    if let Some(end) = reader.eat_words(draft.figure.span.end, &[" and a half", " and one half", " and one-half"]) {
        draft.add_half();
        draft.figure.span.end = end;
    }
    let figure = &mut draft.figure;
    let unit = reader.spaces(figure.span.end);
    let unit = if unit == figure.span.end { reader.eat(unit, "-").unwrap_or(unit) } else { unit };
    let percent = reader.eat(unit, "%").or_else(|| {
        let words = ["percent", "per cent", "percentage points", "percentage point", "percents", "pct"];
        reader.eat_words(unit, &words)
    });
    let mille = reader.eat(unit, "‰").or_else(|| reader.eat_words(unit, &["per mille", "per mil", "per thousand"]));
    if let Some(end) = percent.or(mille) {
        if percent.is_none() {
            figure.low = figure.low.checked_div(Decimal::TEN).unwrap_or(figure.low).normalize();
            figure.high = figure.low;
        }
        figure.span.end = end;
        figure.kind = FigureKind::Percent;
        return;
    }
    let behind = money::behind(reader, figure.span.end);
    if let Some((currency, end)) = behind {
        figure.kind = FigureKind::Money(currency);
        figure.span.end = end;
    }
    if let Some((currency, start)) = money::before(reader, start) {
        figure.kind = FigureKind::Money(currency);
        figure.span.start = start;
    }
}
