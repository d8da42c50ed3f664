//! Round numbers for the ticks of an axis, after Paul Heckbert, "Nice Numbers for Graph Labels", Graphics Gems (1990).

/// How many ticks are aimed at.
const WANTED: f64 = 4.0;

/// The ticks of an axis: multiples of one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticks {
    /// From one to the next.
    pub step: f64,
    /// The ticks, ascending; the first is at or below what they cover, the last at or above it.
    pub at: Vec<f64>,
}

/// Ticks that cover everything from `least` to `most`. Equal ones are covered together with zero.
pub fn ticks(least: f64, most: f64) -> Ticks {
    let (least, most) = match (least < most, least) {
        (true, _) => (least, most),
        (false, 0.0) => (0.0, 1.0),
        (false, same) => (same.min(0.0), same.max(0.0)),
    };
    let step = nice(most - least);
    let first = (least / step).floor();
    let count = ((most / step).ceil() - first).clamp(1.0, 12.0) as u32;
    Ticks {
        step,
        at: (0..=count)
            .map(|place| (first + f64::from(place)) * step)
            .collect(),
    }
}

/// The step of 1, 2 or 5 times a power of ten that divides a span into about as many parts as are wanted.
pub fn nice(span: f64) -> f64 {
    let rough = span / WANTED;
    let power = 10_f64.powf(rough.log10().floor());
    let part = rough / power;
    let nice = match part {
        part if part < 1.5 => 1.0,
        part if part < 3.0 => 2.0,
        part if part < 7.0 => 5.0,
        _ => 10.0,
    };
    nice * power
}
