import { useEffect, useState } from 'preact/hooks';
import { hrefOf, parsePlace, type Place } from './place.ts';

const here = () => parsePlace(location.hash);

/** The place, anew whenever the address changes. */
export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const update = () => setPlace(here());
    addEventListener('hashchange', update);
    return () => removeEventListener('hashchange', update);
  }, []);
  return place;
}

/**
 * Changes parameters of the place, and leaves the others; the empty text takes one away.
 *
 * A choice is a step in the history of the browser; what is typed is none (`isTyping`).
 */
function choose(changes: Readonly<Record<string, string>>, isTyping = false): void {
  const { view, parameters } = here();
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') parameters.delete(name);
    else parameters.set(name, value);
  }
  const href = hrefOf(view, Object.fromEntries(parameters));
  if (!isTyping) location.hash = href;
  else {
    history.replaceState(null, '', href);
    dispatchEvent(new HashChangeEvent('hashchange'));
  }
}

/** A parameter of the place, empty when it is not there, and what changes it. */
export function useParameter(name: string): readonly [string, (value: string, isTyping?: boolean) => void] {
  const { parameters } = usePlace();
  return [parameters.get(name) ?? '', (value, isTyping) => choose({ [name]: value }, isTyping)];
}
