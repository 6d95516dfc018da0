//! English number words, one at a time.

use rust_decimal::Decimal;

/// What a word of a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberWord {
    /// zero to nineteen.
    Small(u32),
    /// twenty to ninety.
    Tens(u32),
    /// Threescore and fourscore, with ones up to nineteen behind them.
    Score(u32),
    Hundred,
    /// thousand, million, billion, trillion.
    Scale(u64),
    /// The same in the plural: "five thousands" is a figure, "thousands" is none.
    Scales(u64),
    Dozen,
    /// first to nineteenth.
    Ordinal(u32),
    /// twentieth to ninetieth.
    OrdinalTens(u32),
    /// hundredth and above.
    OrdinalScale(u64),
    /// The plural of a part: thirds, quarters.
    Parts(u32),
    /// half, quarter.
    Part(u32),
    Twice,
    Once,
}

/// The longest word below has eleven letters.
const LONGEST: usize = 12;

pub(super) fn word(letters: &[u8]) -> Option<NumberWord> {
    use NumberWord::{
        Dozen, Hundred, Once, Ordinal, OrdinalScale, OrdinalTens, Part, Parts, Scale, Scales, Score, Small, Tens, Twice,
    };
    if !(3..=LONGEST).contains(&letters.len()) {
        return None;
    }
    let mut lower = [0; LONGEST];
    for (to, from) in lower.iter_mut().zip(letters) {
        *to = from.to_ascii_lowercase();
    }
    Some(match lower.get(..letters.len())? {
        b"zero" => Small(0),
        b"one" => Small(1),
        b"two" => Small(2),
        b"three" => Small(3),
        b"four" => Small(4),
        b"five" => Small(5),
        b"six" => Small(6),
        b"seven" => Small(7),
        b"eight" => Small(8),
        b"nine" => Small(9),
        b"ten" => Small(10),
        b"eleven" => Small(11),
        b"twelve" => Small(12),
        b"thirteen" => Small(13),
        b"fourteen" => Small(14),
        b"fifteen" => Small(15),
        b"sixteen" => Small(16),
        b"seventeen" => Small(17),
        b"eighteen" => Small(18),
        b"nineteen" => Small(19),
        b"twenty" => Tens(20),
        b"thirty" => Tens(30),
        b"forty" | b"fourty" => Tens(40),
        b"fifty" => Tens(50),
        b"sixty" => Tens(60),
        b"seventy" => Tens(70),
        b"eighty" => Tens(80),
        b"ninety" => Tens(90),
        b"hundred" => Hundred,
        b"thousand" => Scale(1_000),
        b"million" | b"mln" => Scale(1_000_000),
        b"billion" | b"bln" => Scale(1_000_000_000),
        b"trillion" => Scale(1_000_000_000_000),
        b"thousands" => Scales(1_000),
        b"millions" => Scales(1_000_000),
        b"billions" => Scales(1_000_000_000),
        b"threescore" => Score(60),
        b"fourscore" => Score(80),
        b"dozen" => Dozen,
        b"first" => Ordinal(1),
        b"second" => Ordinal(2),
        b"third" => Ordinal(3),
        b"fourth" => Ordinal(4),
        b"fifth" => Ordinal(5),
        b"sixth" => Ordinal(6),
        b"seventh" => Ordinal(7),
        b"eighth" => Ordinal(8),
        b"ninth" => Ordinal(9),
        b"tenth" => Ordinal(10),
        b"eleventh" => Ordinal(11),
        b"twelfth" => Ordinal(12),
        b"thirteenth" => Ordinal(13),
        b"fourteenth" => Ordinal(14),
        b"fifteenth" => Ordinal(15),
        b"sixteenth" => Ordinal(16),
        b"seventeenth" => Ordinal(17),
        b"eighteenth" => Ordinal(18),
        b"nineteenth" => Ordinal(19),
        b"twentieth" => OrdinalTens(20),
        b"thirtieth" => OrdinalTens(30),
        b"fortieth" => OrdinalTens(40),
        b"fiftieth" => OrdinalTens(50),
        b"sixtieth" => OrdinalTens(60),
        b"seventieth" => OrdinalTens(70),
        b"eightieth" => OrdinalTens(80),
        b"ninetieth" => OrdinalTens(90),
        b"hundredth" => OrdinalScale(100),
        b"thousandth" => OrdinalScale(1_000),
        b"halves" => Parts(2),
        b"thirds" => Parts(3),
        b"fourths" | b"quarters" => Parts(4),
        b"fifths" => Parts(5),
        b"sixths" => Parts(6),
        b"sevenths" => Parts(7),
        b"eighths" => Parts(8),
        b"ninths" => Parts(9),
        b"tenths" => Parts(10),
        b"twelfths" => Parts(12),
        b"fifteenths" => Parts(15),
        b"sixteenths" => Parts(16),
        b"twentieths" => Parts(20),
        b"hundredths" => Parts(100),
        b"thousandths" => Parts(1_000),
        b"half" => Part(2),
        b"quarter" => Part(4),
        b"twice" => Twice,
        b"once" => Once,
        _ => return None,
    })
}

/// Which letters a number word can begin with, in either case: the scan looks at no other word.
pub(super) const fn opens(byte: u8) -> bool {
    matches!(byte | 0x20, b'z' | b'o' | b't' | b'f' | b's' | b'e' | b'n' | b'h' | b'd' | b'q')
}

/// A share in hundredths, rounded to four places.
pub(super) fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    Some(part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?.round_dp(4).normalize())
}
