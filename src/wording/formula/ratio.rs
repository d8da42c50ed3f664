//! Exact numbers: a fraction of two whole numbers, which says when it would no longer be exact.

use std::cmp::Ordering;
use std::fmt;

/// A fraction in lowest terms, with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

/// No amount that prose can name has more digits.
const MOST_DIGITS: i32 = 36;

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self::whole(0);

    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self {
            numerator: number as i128,
            denominator: 1,
        }
    }

    /// A fraction; none where the denominator is zero.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let divisor = i128::try_from(divisor(numerator.unsigned_abs(), denominator.unsigned_abs())).ok()?;
        let sign = if denominator < 0 { -1 } else { 1 };
        Some(Self {
            numerator: numerator.checked_div(divisor)?.checked_mul(sign)?,
            denominator: denominator.checked_div(divisor)?.checked_mul(sign)?,
        })
        .filter(|ratio| ratio.denominator != 0)
    }

    /// A decimal number as files write it: `13000000000`, `-3.1`, `1.5e9`.
    pub fn read(text: &str) -> Option<Self> {
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let bare = whole.strip_prefix(['-', '+']).unwrap_or(whole);
        let is_number = [bare, part]
            .iter()
            .all(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        if !is_number || bare.len() + part.len() == 0 {
            return None;
        }
        let part = part.trim_end_matches('0');
        let all: i128 = format!("{bare}{part}").parse().ok()?;
        let signed = if whole.starts_with('-') { -all } else { all };
        let places = i32::try_from(part.len()).ok()?;
        Self::new(signed, 1)?.times(&Self::power_of_ten(exponent.checked_sub(places)?)?)
    }

    /// Ten to this power.
    pub fn power_of_ten(power: i32) -> Option<Self> {
        if power.unsigned_abs() > MOST_DIGITS.unsigned_abs() {
            return None;
        }
        let size = 10_i128.checked_pow(power.unsigned_abs())?;
        if power < 0 {
            Self::new(1, size)
        } else {
            Self::new(size, 1)
        }
    }

    /// The sum, where it is exact.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::new(
            left.checked_add(right)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    /// The difference, where it is exact.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&Self {
            numerator: other.numerator.checked_neg()?,
            ..*other
        })
    }

    /// The product, where it is exact. Fractions are shortened crosswise first, which keeps more of them exact.
    pub fn times(&self, other: &Self) -> Option<Self> {
        let left = Self::new(self.numerator, other.denominator)?;
        let right = Self::new(other.numerator, self.denominator)?;
        Self::new(
            left.numerator.checked_mul(right.numerator)?,
            left.denominator.checked_mul(right.denominator)?,
        )
    }

    /// The quotient, where there is one and it is exact.
    pub fn over(&self, other: &Self) -> Option<Self> {
        self.times(&Self::new(other.denominator, other.numerator)?)
    }

    /// The distance from zero.
    pub fn size(&self) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.checked_abs()?,
            ..*self
        })
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        self.denominator == 1
    }

    /// The nearest number that a machine has, for showing.
    pub fn approximate(&self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

/// Compares whole parts, then turns the rests over: exact, and nothing grows.
impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut left, mut right) = (
            (self.numerator, self.denominator),
            (other.numerator, other.denominator),
        );
        let mut turned = false;
        loop {
            let wholes = left.0.div_euclid(left.1).cmp(&right.0.div_euclid(right.1));
            let rests = (left.0.rem_euclid(left.1), right.0.rem_euclid(right.1));
            let found = match (wholes, rests) {
                (Ordering::Equal, (0, 0)) => Ordering::Equal,
                (Ordering::Equal, (0, _)) => Ordering::Less,
                (Ordering::Equal, (_, 0)) => Ordering::Greater,
                (Ordering::Equal, _) => {
                    (left, right) = ((left.1, rests.0), (right.1, rests.1));
                    turned = !turned;
                    continue;
                }
                (unequal, _) => unequal,
            };
            return if turned { found.reverse() } else { found };
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Whole numbers as they are, others with as many as six places.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_whole() {
            return write!(f, "{}", self.numerator);
        }
        let places = format!("{:.6}", self.approximate());
        f.write_str(places.trim_end_matches('0').trim_end_matches('.'))
    }
}

fn divisor(one: u128, other: u128) -> u128 {
    let (mut large, mut small) = (one, other);
    while small != 0 {
        (large, small) = (small, large % small);
    }
    large
}
