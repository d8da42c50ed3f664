//! The text of a formula to its steps, by Dijkstra's shunting yard: a stack of operators instead of recursion.

use super::{Operator, Ratio, Step};

/// What waits for its right-hand side.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Parenthesis,
    Minus,
    Operator(Operator),
}

impl Waiting {
    /// How tightly it binds; a parenthesis lets nothing out.
    fn rank(self) -> u8 {
        match self {
            Self::Parenthesis => 0,
            Self::Operator(Operator::Add | Operator::Subtract) => 1,
            Self::Operator(_) => 2,
            Self::Minus => 3,
        }
    }
}

#[derive(Default)]
struct Yard {
    steps: Vec<Step>,
    waiting: Vec<Waiting>,
}

/// Reads a formula to its end, or says what is wrong with it.
pub fn steps(text: &str) -> Result<Vec<Step>, String> {
    let mut yard = Yard::default();
    let mut wants_term = true;
    let mut rest = text.trim_start();
    while let Some(mark) = rest.chars().next() {
        let taken = match wants_term {
            true => yard.term(mark, rest)?,
            false => yard.operator(mark)?,
        };
        wants_term = matches!(mark, '(' | '+' | '-' | '*' | '/');
        rest = rest[taken..].trim_start();
    }
    if yard.waiting.contains(&Waiting::Parenthesis) {
        return Err("a parenthesis is not closed".to_owned());
    }
    if wants_term {
        return Err("it ends too early".to_owned());
    }
    yard.release(0);
    Ok(yard.steps)
}

impl Yard {
    /// Takes what may begin a term; the result is its length.
    fn term(&mut self, mark: char, rest: &str) -> Result<usize, String> {
        match mark {
            '{' => {
                let (id, length) = braced(rest)?;
                self.steps.push(Step::Claim(id));
                Ok(length)
            }
            '0'..='9' | '.' => {
                let (number, length) = number(rest)?;
                self.steps.push(Step::Number(number));
                Ok(length)
            }
            '(' => self.wait(Waiting::Parenthesis),
            '-' => self.wait(Waiting::Minus),
            other => Err(unexpected(other)),
        }
    }

    /// Takes what may follow a term; the result is its length.
    fn operator(&mut self, mark: char) -> Result<usize, String> {
        let operator = match mark {
            ')' if self.waiting.contains(&Waiting::Parenthesis) => {
                self.release(1);
                self.waiting.pop();
                return Ok(1);
            }
            '+' => Operator::Add,
            '-' => Operator::Subtract,
            '*' => Operator::Multiply,
            '/' => Operator::Divide,
            other => return Err(unexpected(other)),
        };
        self.release(Waiting::Operator(operator).rank());
        self.wait(Waiting::Operator(operator))
    }

    fn wait(&mut self, waiting: Waiting) -> Result<usize, String> {
        self.waiting.push(waiting);
        Ok(1)
    }

    /// Writes down what waits and binds at least this tightly.
    fn release(&mut self, rank: u8) {
        while let Some(waiting) = self.waiting.pop_if(|waiting| waiting.rank() >= rank) {
            match waiting {
                Waiting::Minus => self.steps.push(Step::Negate),
                Waiting::Operator(operator) => self.steps.push(Step::Combine(operator)),
                Waiting::Parenthesis => {}
            }
        }
    }
}

fn unexpected(mark: char) -> String {
    format!("`{mark}` is not expected there")
}

fn braced(rest: &str) -> Result<(String, usize), String> {
    let end = rest.find('}').ok_or("a brace is not closed")?;
    let id = rest[1..end].trim();
    match id.is_empty() {
        true => Err("the braces hold no id".to_owned()),
        false => Ok((id.to_owned(), end + 1)),
    }
}

fn number(rest: &str) -> Result<(Ratio, usize), String> {
    let end = rest
        .find(|mark: char| !mark.is_ascii_digit() && mark != '.')
        .unwrap_or(rest.len());
    let text = &rest[..end];
    if text.parse::<f64>().is_err() {
        return Err(format!("`{text}` is no number"));
    }
    let number = Ratio::read(text).ok_or_else(|| format!("`{text}` has too many digits"))?;
    Ok((number, end))
}
