/**
 * Copies a text; false where the browser does not let a page copy. Where pages from disk have no clipboard, what is selected in `shown`
 * is copied; the selection stays, to be copied by hand.
 */
export async function copyText(text: string, shown: HTMLTextAreaElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    shown?.select();
    // Deprecated, and the only way that is left.
    return document.execCommand('copy');
  }
}
