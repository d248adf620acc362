/** What was ticked off in this report; where a browser keeps nothing for files from disk, as long as the page is open. */
export interface Ticks {
  readonly all: ReadonlySet<string>;
  /** The ticks with some set or taken away. */
  readonly toggled: (key: string) => Ticks;
}

const storageKey = (): string => `banyan-ticks ${location.pathname}`;

/** The ticks of an earlier look at this file. */
export function storedTicks(): Ticks {
  return ticksOf(read());
}

/** What an item is called among the ticks: the same in the next report, as long as it says the same. */
export function tickKey(context: string, text: string): string {
  return `${context}\n${text}`;
}

function ticksOf(all: ReadonlySet<string>): Ticks {
  return {
    all,
    toggled(key) {
      const next = new Set(all);
      if (!next.delete(key)) next.add(key);
      write(next);
      return ticksOf(next);
    },
  };
}

function read(): Set<string> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(storageKey()) ?? '[]');
    return new Set(Array.isArray(found) ? found.filter((each) => typeof each === 'string') : []);
  } catch {
    return new Set();
  }
}

function write(all: ReadonlySet<string>): void {
  try {
    localStorage.setItem(storageKey(), JSON.stringify([...all]));
  } catch {
    // They last as long as the page.
  }
}
