import { useState } from 'preact/hooks';

const themes = ['auto', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const key = 'banyan-theme';

/** Where a browser keeps nothing for files from disk, the choice lasts as long as the page. */
function stored(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? 'auto';
  } catch {
    return 'auto';
  }
}

function apply(theme: Theme): void {
  document.documentElement.style.colorScheme = theme === 'auto' ? '' : theme;
  dispatchEvent(new Event('themechange'));
}

/** Makes the page light or dark as it was chosen before. */
export function restoreTheme(): void {
  apply(stored());
}

/** The theme, and what goes on to the next one. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState(stored);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
  return [
    theme,
    () => {
      apply(next);
      setTheme(next);
      try {
        localStorage.setItem(key, next);
      } catch {
        // It lasts as long as the page.
      }
    },
  ];
}
