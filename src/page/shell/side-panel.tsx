import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * What is behind a choice, beside the view or, on a narrow screen, below it.
 *
 * Takes the focus whenever `about` changes by a choice of the reader; Escape closes it and gives the focus back.
 */
export function SidePanel(props: {
  /** What it is about, in a few words: its name for a screen reader. */
  readonly about: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const { about, onClose, children } = props;
  const panel = useRef<HTMLElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) return;
    if (!panel.current?.contains(activeElement)) opener.current = activeElement;
    panel.current?.focus({ preventScroll: true });
  }, [about]);
  const close = () => {
    onClose();
    if (opener.current instanceof HTMLElement || opener.current instanceof SVGElement) opener.current.focus();
  };
  return (
    <aside
      class="side-panel"
      aria-label={about}
      tabIndex={-1}
      ref={panel}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <button type="button" class="quiet side-panel-close" aria-label="Close" onClick={close}>
        ×
      </button>
      {children}
    </aside>
  );
}
