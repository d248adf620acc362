import type { ComponentChild } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { hrefOf } from './place.ts';
import { useTheme } from './theme.ts';
import { usePlace } from './use-place.ts';
import type { View } from './view.ts';

/** The page around its views: what it is about, the tabs, and the view that the address names. */
export function Frame<Data>(props: {
  readonly title: string;
  readonly about: ComponentChild;
  readonly views: readonly View<Data>[];
  readonly data: Data;
}) {
  const { title, about, views, data } = props;
  const { view } = usePlace();
  const current = views.find(({ id }) => id === view) ?? views[0];
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = `${current?.title ?? ''} · ${title}`;
    // A reader of the screen is told where a tab led to; on opening nothing is taken from them.
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
  }, [current]);
  if (current === undefined) return null;
  const Current = current.component;
  return (
    <>
      <a class="skip" href={hrefOf(current.id)} onClick={(event) => skipTo(event, main.current)}>
        Skip to the content
      </a>
      <header class="frame-head">
        <div class="frame-title">
          <span class="frame-name">{title}</span>
          <span class="frame-about">{about}</span>
        </div>
        <ThemeButton />
        <nav aria-label="Views">
          {views.map(({ id, title: name, question }) => (
            <a
              key={id}
              href={hrefOf(id)}
              title={question}
              aria-current={id === current.id ? 'page' : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main ref={main} tabIndex={-1} class={`view view-${current.id}`}>
        <Current data={data} />
      </main>
    </>
  );
}

function skipTo(event: Event, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}

function ThemeButton() {
  const [theme, next] = useTheme();
  return (
    <button type="button" class="quiet" onClick={next} aria-label={`Colours: ${theme}. Change them`}>
      {theme === 'auto' ? 'Auto' : theme === 'light' ? 'Light' : 'Dark'}
    </button>
  );
}
