/**
 * The bounds of a rate of which `events` of `trials` are known, each exceeded with a probability of at most `error`.
 *
 * Exact (Clopper and Pearson 1934); with no event the upper one is close to −ln(error) / trials, at 5 % the rule of three. Without trials nothing is known: 0 to 1.
 * Costs some 50 sums of up to `events` terms.
 */
export function rateBounds(
  events: number,
  trials: number,
  error: number,
): { readonly lower: number; readonly upper: number } {
  return {
    lower: events === 0 ? 0 : solve((rate) => atMost(events - 1, trials, rate) > 1 - error),
    upper: events >= trials ? 1 : solve((rate) => atMost(events, trials, rate) > error),
  };
}

/** The rate where a condition that holds for small rates ends. */
function solve(holds: (rate: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The probability of at most `events` in `trials` at a rate, summed from the largest term down, which is where the weight is when the sum is small. */
function atMost(events: number, trials: number, rate: number): number {
  if (rate <= 0) return 1;
  if (rate >= 1) return events >= trials ? 1 : 0;
  if (events > trials * rate) return 1 - atLeast(events + 1, trials, rate);
  const odds = (1 - rate) / rate;
  let term = 1;
  let sum = 1;
  for (let count = events; count > 0; count--) {
    term *= (count / (trials - count + 1)) * odds;
    sum += term;
    if (term < sum * 1e-15) break;
  }
  return Math.exp(logTerm(events, trials, rate)) * sum;
}

function atLeast(events: number, trials: number, rate: number): number {
  return events > trials ? 0 : atMost(trials - events, trials, 1 - rate);
}

/** The logarithm of the probability of exactly `events` in `trials`. */
function logTerm(events: number, trials: number, rate: number): number {
  return (
    logFactorial(trials) -
    logFactorial(events) -
    logFactorial(trials - events) +
    events * Math.log(rate) +
    (trials - events) * Math.log1p(-rate)
  );
}

/** Stirling's series; below 16 the product itself. */
function logFactorial(n: number): number {
  if (n < 16) {
    let product = 1;
    for (let factor = 2; factor <= n; factor++) product *= factor;
    return Math.log(product);
  }
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3);
}

/**
 * Bounds of the difference of two rates, each exceeded with a probability of about `error`: first less second.
 *
 * Newcombe 1998, method 10: Wilson's bounds of each rate, put together by squares.
 */
export function rateDifferenceBounds(
  first: { readonly events: number; readonly trials: number },
  second: { readonly events: number; readonly trials: number },
  error: number,
): { readonly lower: number; readonly upper: number } {
  if (first.trials === 0 || second.trials === 0) return { lower: -1, upper: 1 };
  const z = normalQuantile(1 - error);
  const [a, b] = [wilson(first, z), wilson(second, z)];
  const difference = a.rate - b.rate;
  return {
    lower: difference - Math.hypot(a.rate - a.lower, b.upper - b.rate),
    upper: difference + Math.hypot(a.upper - a.rate, b.rate - b.lower),
  };
}

/** Wilson 1927. */
function wilson(
  { events, trials }: { readonly events: number; readonly trials: number },
  z: number,
): { readonly rate: number; readonly lower: number; readonly upper: number } {
  const rate = events / trials;
  const centre = rate + z ** 2 / (2 * trials);
  const reach = z * Math.sqrt((rate * (1 - rate)) / trials + z ** 2 / (4 * trials ** 2));
  const scale = 1 + z ** 2 / trials;
  return { rate, lower: (centre - reach) / scale, upper: (centre + reach) / scale };
}

/** The normal quantile of a probability above one half, to about 4.5e-4 (Abramowitz and Stegun 26.2.23). */
export function normalQuantile(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - probability));
  return (
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t ** 2) / (1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3)
  );
}
