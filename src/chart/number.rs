//! Numbers as writers write them and as readers read them.

/// The largest and, but for zero, the smallest size that is drawn; sums and differences of these stay exact enough.
const LARGEST: f64 = 1e18;
const SMALLEST: f64 = 1e-18;

/// Reads a number in digits, with a point for decimals: `-3.1`, `13000`, `1e9`. The minus may be U+2212.
pub fn parse(text: &str) -> Option<f64> {
    let plain = text.replace('\u{2212}', "-");
    let is_number = plain
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'))
        && plain.bytes().any(|byte| byte.is_ascii_digit());
    let number: f64 = plain.parse().ok().filter(|_| is_number)?;
    let size = number.abs();
    let is_drawable = size == 0.0 || (SMALLEST..=LARGEST).contains(&size);
    is_drawable.then_some(number)
}

/// A number as it was written, its thousands grouped: `-13000.50` becomes `−13,000.50`.
pub fn grouped(written: &str) -> String {
    let plain = written.replace('\u{2212}', "-");
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("\u{2212}", digits),
        None => ("", plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let whole = digits
        .find(|mark: char| !mark.is_ascii_digit())
        .unwrap_or(digits.len());
    let (whole, rest) = digits.split_at(whole);
    let mut out = sign.to_owned();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

/// A figure with what stands before and after it; the minus comes first: `−$3.1 billion`.
pub fn figure(written: &str, prefix: &str, suffix: &str) -> String {
    let number = grouped(written);
    match number.strip_prefix('\u{2212}') {
        Some(size) => format!("\u{2212}{prefix}{size}{suffix}"),
        None => format!("{prefix}{number}{suffix}"),
    }
}

/// The number of a tick, which is a multiple of a step: with the decimals of the step, and, if wanted, in words from
/// a million on.
pub fn tick(number: f64, step: f64, in_words: bool, prefix: &str, suffix: &str) -> String {
    const WORDS: [(f64, &str); 3] = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million")];
    let size = number.abs();
    let scale = WORDS.iter().find(|(scale, _)| size >= *scale && in_words);
    let (scale, word) = scale.map_or((1.0, ""), |(scale, word)| (*scale, *word));
    let places = -(step / scale).log10().floor();
    let written = if places > 9.0 {
        format!("{number:.1e}").replace(".0e", "e")
    } else {
        let written = format!("{:.*}", places.max(0.0) as usize, number / scale);
        match written.contains('.') {
            true => written.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => written,
        }
    };
    let written = if number == 0.0 { "0".to_owned() } else { written };
    figure(&written, prefix, &format!("{word}{suffix}"))
}
