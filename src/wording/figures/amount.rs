//! Exact amounts: `13 billion`, `13bn` and `13,000,000,000` are one value, whatever precision each one shows.

use std::cmp::Ordering;

/// The most digits that are read; a longer run is no amount.
const MOST_DIGITS: u32 = 28;

/// A value `mantissa / divisor * 10^exponent` in lowest terms, and the last place that its writing shows.
///
/// Two amounts are equal when their values are, whatever they show. A fraction such as a third stays exact: the
/// divisor holds what no power of ten does.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    mantissa: i128,
    divisor: i128,
    exponent: i32,
    place: i32,
}

impl Amount {
    /// The whole number, shown to the ones.
    pub fn whole(value: i128) -> Self {
        Self::new(value, 1, 0, 0)
    }

    /// Digits, of which `decimals` stand after the point; `None` if they are too many.
    pub(super) fn digits(digits: &str, decimals: usize) -> Option<Self> {
        let digits = digits.trim_start_matches('0');
        if digits.len() > MOST_DIGITS as usize || decimals > MOST_DIGITS as usize {
            return None;
        }
        let mantissa = if digits.is_empty() {
            0
        } else {
            digits.parse().ok()?
        };
        let decimals = i32::try_from(decimals).ok()?;
        Some(Self::new(mantissa, 1, -decimals, -decimals))
    }

    /// A fraction. It is taken to show the percent, for nobody writes a third for a fine measurement.
    pub(super) fn ratio(numerator: i128, divisor: i128) -> Self {
        Self::new(numerator, divisor.max(1), 0, -2)
    }

    fn new(mantissa: i128, divisor: i128, exponent: i32, place: i32) -> Self {
        let mut amount = Self {
            mantissa,
            divisor,
            exponent,
            place,
        };
        amount.reduce();
        amount
    }

    /// Brings to the one form that a value has: no ten in the mantissa, no two and no five in the divisor.
    fn reduce(&mut self) {
        if self.mantissa == 0 {
            (self.divisor, self.exponent) = (1, 0);
            return;
        }
        for (factor, other) in [(2, 5), (5, 2)] {
            while self.divisor % factor == 0 {
                self.divisor /= factor;
                self.mantissa *= other;
                self.exponent -= 1;
            }
        }
        let common = greatest_common_divisor(self.mantissa.unsigned_abs(), self.divisor.unsigned_abs());
        self.mantissa /= common;
        self.divisor /= common;
        while self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.exponent += 1;
        }
    }

    /// The amount times a power of ten, as a magnitude word says.
    pub(super) fn scaled(self, power: i32) -> Self {
        let zero = self.mantissa == 0;
        Self {
            exponent: if zero { 0 } else { self.exponent + power },
            place: self.place + power,
            ..self
        }
    }

    /// The amount times a small whole number, as `dozen` says.
    pub(super) fn times(self, factor: i128) -> Option<Self> {
        let mantissa = self.mantissa.checked_mul(factor)?;
        Some(Self::new(mantissa, self.divisor, self.exponent, self.place))
    }

    /// The amount below zero.
    pub(super) fn negative(self) -> Self {
        Self {
            mantissa: -self.mantissa,
            ..self
        }
    }

    /// The last place that is shown, as a power of ten: 9 for `13 billion`, 8 for `3.5 billion`, -1 for `2.0`, and 0
    /// for all that is written out.
    pub fn place(self) -> i32 {
        self.place
    }

    /// The value as (mantissa, divisor, power of ten), in lowest terms.
    pub fn parts(self) -> (i128, i128, i32) {
        (self.mantissa, self.divisor, self.exponent)
    }

    /// The whole value, where it is whole and small enough.
    pub fn as_whole(self) -> Option<i128> {
        let power = u32::try_from(self.exponent).ok().filter(|_| self.divisor == 1)?;
        self.mantissa.checked_mul(10_i128.checked_pow(power)?)
    }

    /// The nearest float: for formulas and messages, never to compare by.
    pub fn approximate(self) -> f64 {
        self.mantissa as f64 / self.divisor as f64 * 10_f64.powi(self.exponent)
    }

    /// Whether both say the same at the coarser of the two precisions shown: `3.14` agrees with `3.1`.
    pub fn agrees_with(self, other: Self) -> bool {
        let place = self.place.max(other.place);
        self == other || self.rounded(place) == other.rounded(place)
    }

    /// The value in units of a place, rounded half away from zero; `None` where it does not fit.
    fn rounded(self, place: i32) -> Option<i128> {
        let power = self.exponent - place;
        let (mut numerator, mut divisor) = (self.mantissa, self.divisor);
        if power >= 0 {
            numerator = numerator.checked_mul(10_i128.checked_pow(power.unsigned_abs())?)?;
        } else {
            let Some(scale) = 10_i128.checked_pow(power.unsigned_abs()) else {
                return Some(0);
            };
            divisor = divisor.checked_mul(scale)?;
        }
        let half = divisor / 2 + divisor % 2;
        let whole = numerator / divisor;
        let away = (numerator % divisor).abs() >= half;
        Some(whole + if away { numerator.signum() } else { 0 })
    }

    /// The power of ten above the value's first digit, give or take one.
    fn size(self) -> i32 {
        let digits = |value: i128| value.unsigned_abs().checked_ilog10().unwrap_or(0) as i32;
        digits(self.mantissa) - digits(self.divisor) + self.exponent
    }
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Amount {}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        let signs = self.mantissa.signum().cmp(&other.mantissa.signum());
        if signs.is_ne() || self == other {
            return signs;
        }
        let direction = if self.mantissa < 0 {
            Ordering::reverse
        } else {
            |order| order
        };
        let sizes = self.size() - other.size();
        if sizes.abs() > 1 {
            return direction(self.size().cmp(&other.size()));
        }
        let lowest = self.exponent.min(other.exponent);
        let value = |amount: &Self, by: i128| {
            let scale = 10_i128.checked_pow((amount.exponent - lowest).unsigned_abs())?;
            amount.mantissa.checked_mul(scale)?.checked_mul(by)
        };
        match (value(self, other.divisor), value(other, self.divisor)) {
            (Some(one), Some(two)) => one.cmp(&two),
            // Only amounts of very many digits come here.
            _ => self
                .approximate()
                .total_cmp(&other.approximate())
                .then(self.parts().cmp(&other.parts())),
        }
    }
}

fn greatest_common_divisor(one: u128, two: u128) -> i128 {
    let (mut one, mut two) = (one, two);
    while two != 0 {
        (one, two) = (two, one % two);
    }
    i128::try_from(one).unwrap_or(1).max(1)
}
