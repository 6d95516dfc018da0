//! The formulas, each with its source and a worked example of that source as its test.

/// Pointwise mutual information in bits, `log2(N·f(xy) / (f(x)·f(y)))` (Church & Hanks, "Word association norms, mutual
/// information, and lexicography", 1990).
pub(super) fn mutual_information(together: u64, x: u64, y: u64, tokens: u64) -> f64 {
    (tokens as f64 * together as f64 / (x as f64 * y as f64)).log2()
}

/// `14 + log2(2·f(xy) / (f(x) + f(y)))` (Rychlý, "A lexicographer-friendly association score", 2008).
pub(super) fn log_dice(together: u64, x: u64, y: u64) -> f64 {
    14.0 + (2.0 * together as f64 / (x + y) as f64).log2()
}

/// Dunning's G² of a table of two by two, whether a word is near x against whether it is y ("Accurate methods for the
/// statistics of surprise and coincidence", 1993): `2·Σ O·ln(O/E)`.
pub(super) fn log_likelihood(together: u64, x: u64, y: u64, tokens: u64) -> f64 {
    let (xy, x, y, n) = (together as f64, x as f64, y as f64, tokens as f64);
    let cells = [
        (xy, x * y / n),
        (x - xy, x * (n - y) / n),
        (y - xy, (n - x) * y / n),
        (n - x - y + xy, (n - x) * (n - y) / n),
    ];
    2.0 * cells
        .iter()
        .filter(|(seen, expected)| *seen > 0.0 && *expected > 0.0)
        .map(|(o, e)| o * (o / e).ln())
        .sum::<f64>()
}

/// G² of a word in two sets of texts (Rayson & Garside, "Comparing corpora using frequency profiling", 2000).
pub(super) fn keyness(here: u64, elsewhere: u64, here_tokens: u64, elsewhere_tokens: u64) -> f64 {
    let (a, b, c, d) = (here as f64, elsewhere as f64, here_tokens as f64, elsewhere_tokens as f64);
    let expected = |of: f64| of * (a + b) / (c + d);
    let part = |seen: f64, of: f64| if seen > 0.0 { seen * (seen / expected(of)).ln() } else { 0.0 };
    2.0 * (part(a, c) + part(b, d))
}

/// log2 of the ratio of relative frequencies, half an occurrence standing for none (Hardie, "Log ratio: an informal
/// introduction", 2014).
pub(super) fn log_ratio(here: u64, elsewhere: u64, here_tokens: u64, elsewhere_tokens: u64) -> f64 {
    let share = |times: u64, tokens: u64| (times as f64).max(0.5) / tokens.max(1) as f64;
    (share(here, here_tokens) / share(elsewhere, elsewhere_tokens)).log2()
}

/// Juilland's D over relative frequencies, `1 − V/√(n−1)`, V the coefficient of variation (Juilland, Brodin & Davidovitch,
/// "Frequency dictionary of French words", 1970). `None` for fewer than two parts, or where nothing occurs.
pub(super) fn juilland_d(parts: &[(u64, u64)]) -> Option<f64> {
    let shares: Vec<f64> =
        parts.iter().filter(|(_, size)| *size > 0).map(|(t, size)| *t as f64 / *size as f64).collect();
    let n = shares.len() as f64;
    let mean = shares.iter().sum::<f64>() / n;
    if shares.len() < 2 || mean <= 0.0 {
        return None;
    }
    let deviation = (shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / n).sqrt();
    Some(1.0 - deviation / mean / (n - 1.0).sqrt())
}

/// The deviation of proportions, `½·Σ |v − s|` (Gries, "Dispersions and adjusted frequencies in corpora", 2008). `None` for
/// fewer than two parts, or where nothing occurs.
pub(super) fn deviation_of_proportions(parts: &[(u64, u64)]) -> Option<f64> {
    let (times, size) = parts.iter().fold((0, 0), |(times, size), (t, s)| (times + t, size + s));
    if parts.len() < 2 || times == 0 || size == 0 {
        return None;
    }
    let share = |part: &(u64, u64)| (part.0 as f64 / times as f64 - part.1 as f64 / size as f64).abs();
    Some(parts.iter().map(share).sum::<f64>() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, printed: f64, digits: f64) {
        assert!((found - printed).abs() <= digits / 2.0, "{found} and not {printed}");
    }

    #[test]
    fn church_and_hanks_1990() {
        // "honorary doctor" in 15 million words of the Associated Press: 12, 111 and 621 times, 11.3 bits; "doctors dentists".
        near(mutual_information(12, 111, 621, 15_000_000), 11.3, 0.11);
        near(mutual_information(8, 1105, 44, 15_000_000), 11.3, 0.11);
    }

    #[test]
    fn dunning_1993() {
        // Table 2: "the swiss", "can be", "previous year" and "mineral water" in a report of Swiss banks.
        for (both, first, second, neither, printed) in [
            (110, 2442, 111, 29_114, 270.72),
            (29, 13, 123, 31_612, 263.90),
            (31, 23, 139, 31_584, 256.84),
            (10, 0, 3, 31_764, 167.23),
        ] {
            near(log_likelihood(both, both + first, both + second, both + first + second + neither), printed, 0.01);
        }
    }

    #[test]
    fn gries_2008() {
        // The letter a in five parts of 9, 10, 10, 10 and 11 letters.
        let parts = [(1, 9), (2, 10), (3, 10), (4, 10), (5, 11)];
        near(deviation_of_proportions(&parts).unwrap(), 0.18, 0.01);
        near(juilland_d(&parts).unwrap(), 0.785, 0.001);
    }

    #[test]
    fn rayson_and_garside_2000() {
        // The worked example of Lancaster's course on corpora for this measure: 52 in 50,000 words against 57 in 75,000.
        near(keyness(52, 57, 50_000, 75_000), 2.65, 0.01);
    }

    #[test]
    fn the_best_is_fourteen() {
        near(log_dice(7, 7, 7), 14.0, 1e-9);
        near(log_dice(1, 2, 2), 13.0, 1e-9);
    }

    #[test]
    fn keyness_is_none_where_the_shares_are_the_same() {
        near(keyness(10, 20, 1_000, 2_000), 0.0, 1e-9);
        near(log_ratio(20, 10, 1_000, 1_000), 1.0, 1e-9);
        assert!(keyness(20, 10, 1_000, 1_000) > 3.0);
    }

    #[test]
    fn one_part_has_no_dispersion() {
        assert_eq!((juilland_d(&[(3, 10)]), deviation_of_proportions(&[(3, 10)])), (None, None));
        assert_eq!(deviation_of_proportions(&[(0, 10), (0, 5)]), None);
    }
}
