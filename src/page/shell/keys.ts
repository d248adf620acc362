/** `/` leads into the first search of the page, as in most places with a search; nothing is taken from fields. */
export function focusSearchOnSlash(): void {
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select')) return;
    const search = document.querySelector<HTMLInputElement>('main input[type=search]');
    if (search === null) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}
