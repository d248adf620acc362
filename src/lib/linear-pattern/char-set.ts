/** Characters as ranges, both ends included; of the functions here, the results are sorted and apart from one another. */
export type CharSet = readonly (readonly [first: string, last: string])[];

const lowest = '\u0000';
const highest = '\uffff';

/** The same characters, sorted, with neighbours joined. */
export function normalised(set: CharSet): CharSet {
  const joined: [string, string][] = [];
  for (const [first, last] of set.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const before = joined.at(-1);
    if (before !== undefined && first <= after(before[1])) before[1] = last > before[1] ? last : before[1];
    else joined.push([first, last]);
  }
  return joined;
}

/** Every character that is not in a set. */
export function complement(set: CharSet): CharSet {
  const gaps: [string, string][] = [];
  let from: string | undefined = lowest;
  for (const [first, last] of normalised(set)) {
    if (from !== undefined && first > from) gaps.push([from, before(first)]);
    from = last === highest ? undefined : after(last);
  }
  if (from !== undefined) gaps.push([from, highest]);
  return gaps;
}

/** The characters and the other case of those that are letters of ASCII; of a single character, its lower case too. */
export function withOtherCase(set: CharSet): CharSet {
  const others = set.flatMap(([first, last]): [string, string][] => {
    if (first === last) return [[first.toLowerCase().charAt(0), first.toLowerCase().charAt(0)]];
    return [...shifted(first, last, 'A', 32), ...shifted(first, last, 'a', -32)];
  });
  const upper = set.flatMap(([first, last]) => (first === last ? shifted(first, last, 'a', -32) : []));
  return normalised([...set, ...others, ...upper]);
}

/** What a range has of the 26 letters from `letter` on, moved by so many characters. */
function shifted(first: string, last: string, letter: 'A' | 'a', by: number): [string, string][] {
  const low = Math.max(first.charCodeAt(0), letter.charCodeAt(0));
  const high = Math.min(last.charCodeAt(0), letter.charCodeAt(0) + 25);
  return low > high ? [] : [[String.fromCharCode(low + by), String.fromCharCode(high + by)]];
}

function after(character: string): string {
  return String.fromCharCode(Math.min(character.charCodeAt(0) + 1, 0xffff));
}

function before(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - 1);
}
