// Counts what passed and failed, and says what failed.

/** One tally a run: `record` takes the problems of one check at one place. */
export function newTally(say = console.log) {
  // One fault of a template shows on every page: it is told once.
  const seen = new Set();
  const tally = { passed: 0, failed: 0, failures: [] };
  tally.record = (check, where, problems) => {
    if (problems.length === 0) {
      tally.passed += 1;
      return;
    }
    tally.failed += 1;
    tally.failures.push({ check, where, problems });
    const told = problems.join('\n');
    say(`FAIL ${check}: ${where}${seen.has(told) ? ' (as before)' : ''}`);
    if (seen.has(told)) return;
    seen.add(told);
    for (const problem of problems.slice(0, MOST_SHOWN)) say(`     ${problem}`);
    if (problems.length > MOST_SHOWN) say(`     … and ${problems.length - MOST_SHOWN} more`);
  };
  return tally;
}

// More than these of one kind at one place have the same cause.
const MOST_SHOWN = 8;

/** The values that stand more than once in a list. */
export function repeated(values) {
  const seen = new Set();
  const twice = new Set();
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return [...twice];
}
