//! The formulas of claims: `{stake} / 100 * {valuation}`, read, worked out, and held against what is shown.
//!
//! Sums are exact, because "agrees at the precision shown" is a question about halves of a unit.

use std::fmt;

pub use compare::{Shown, agrees};
pub use ratio::Ratio;
pub use unit::Unit;

mod compare;
mod parse;
mod ratio;
mod unit;

/// A formula in the order in which it is worked out, so that no nesting is deep enough to overflow a stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    steps: Vec<Step>,
}

/// One step of the sum, on a stack of quantities.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Number(Ratio),
    Claim(String),
    Negate,
    Combine(Operator),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// An amount and what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// How much, in plain units.
    pub amount: Ratio,
    /// Of what; absent for a plain number.
    pub unit: Option<Unit>,
}

/// Why a formula has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// This claim is unknown or has no amount.
    NoAmount(String),
    /// These two cannot be added, subtracted, multiplied or divided.
    Units {
        /// What stands left of the operator.
        left: String,
        /// What stands right of it.
        right: String,
    },
    /// Something is divided by nothing.
    DivisionByZero,
    /// A number on the way is too large to be exact.
    Overflow,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAmount(id) => write!(f, "`{id}` has no amount"),
            Self::Units { left, right } => write!(f, "{left} and {right} do not combine"),
            Self::DivisionByZero => f.write_str("it divides by zero"),
            Self::Overflow => f.write_str("its numbers are too large"),
        }
    }
}

/// Reads a formula. Terms are `{id}`, numbers and parenthesised formulas; operators are `+ - * /`.
pub fn parse(text: &str) -> Result<Formula, String> {
    parse::steps(text).map(|steps| Formula { steps })
}

impl Formula {
    /// The claims that it names, in the order written, each as often as it is named.
    pub fn ids(&self) -> Vec<&str> {
        let claims = self.steps.iter().filter_map(|step| match step {
            Step::Claim(id) => Some(id.as_str()),
            _ => None,
        });
        claims.collect()
    }

    /// Works it out. A percent counts as the number shown: `{share} / 100 * {whole}`.
    pub fn evaluate(&self, value: &dyn Fn(&str) -> Option<Quantity>) -> Result<Quantity, Fault> {
        let mut stack: Vec<Quantity> = Vec::new();
        for step in &self.steps {
            let result = match step {
                Step::Number(amount) => Quantity::plain(*amount),
                Step::Claim(id) => value(id).ok_or_else(|| Fault::NoAmount(id.clone()))?,
                Step::Negate => taken(&mut stack).negated()?,
                Step::Combine(operator) => {
                    let right = taken(&mut stack);
                    taken(&mut stack).combined(*operator, &right)?
                }
            };
            stack.push(result);
        }
        Ok(taken(&mut stack))
    }
}

fn taken(stack: &mut Vec<Quantity>) -> Quantity {
    stack.pop().expect("the parser leaves a term for each operator")
}

impl Quantity {
    /// A number without a unit.
    pub fn plain(amount: Ratio) -> Self {
        Self { amount, unit: None }
    }

    /// A claim's `amount` and `unit`, as they stand in its file.
    pub fn read(amount: &str, unit: Option<&str>) -> Option<Self> {
        Some(Self {
            amount: Ratio::read(amount)?,
            unit: unit.and_then(Unit::read),
        })
    }

    fn negated(self) -> Result<Self, Fault> {
        let amount = Ratio::ZERO.minus(&self.amount).ok_or(Fault::Overflow)?;
        Ok(Self { amount, ..self })
    }

    fn combined(self, operator: Operator, right: &Self) -> Result<Self, Fault> {
        let unit = unit::of_result(&self, operator, right)?;
        let amount = match operator {
            Operator::Add => self.amount.plus(&right.amount),
            Operator::Subtract => self.amount.minus(&right.amount),
            Operator::Multiply => self.amount.times(&right.amount),
            Operator::Divide if right.amount == Ratio::ZERO => return Err(Fault::DivisionByZero),
            Operator::Divide => self.amount.over(&right.amount),
        };
        Ok(Self {
            amount: amount.ok_or(Fault::Overflow)?,
            unit,
        })
    }
}
