/**
 * Puts text on the clipboard.
 *
 * @returns false where the browser has none to give or does not allow it; nothing was copied then
 */
export async function copyText(text: string): Promise<boolean> {
  // absent where the page does not come over a secure connection
  const clipboard: Clipboard | undefined = navigator.clipboard;
  try {
    await clipboard?.writeText(text);
    return clipboard !== undefined;
  } catch {
    return false;
  }
}
