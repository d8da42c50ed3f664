//! Currencies by their signs and codes.

/// The currency of a sign such as `€`.
pub(super) fn currency_sign(mark: char) -> Option<&'static str> {
    Some(match mark {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '₹' => "INR",
        '₽' => "RUB",
        '₩' => "KRW",
        '₺' => "TRY",
        '₴' => "UAH",
        '₦' => "NGN",
        '₫' => "VND",
        '₪' => "ILS",
        '₱' => "PHP",
        '₿' => "BTC",
        _ => return None,
    })
}

/// The currency that a code or a prefix before a number or a `$` names.
pub(super) fn currency_code(word: &str, before_sign: bool) -> Option<&'static str> {
    const PREFIXES: [(&str, &str); 14] = [
        ("US", "USD"),
        ("A", "AUD"),
        ("AU", "AUD"),
        ("C", "CAD"),
        ("CA", "CAD"),
        ("CAN", "CAD"),
        ("HK", "HKD"),
        ("NZ", "NZD"),
        ("S", "SGD"),
        ("R", "BRL"),
        ("NT", "TWD"),
        ("Z", "ZWL"),
        ("Rs", "INR"),
        ("MX", "MXN"),
    ];
    const CODES: &str = "USD EUR GBP JPY CHF CNY RMB INR CAD AUD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH BRL MXN \
        ARS CLP ZAR NGN KES EGP ILS AED SAR QAR KRW TWD HKD SGD THB IDR MYR PHP VND PKR BDT LKR";
    let code = |word: &str| CODES.split(' ').find(|code| *code == word);
    let prefix = PREFIXES
        .iter()
        .find(|(prefix, _)| *prefix == word && (before_sign || *prefix == "Rs"));
    prefix.map(|(_, name)| *name).or_else(|| code(word))
}
