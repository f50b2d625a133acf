/**
 * What a dialog is to do about focus as it opens: nothing more where the element took it. It has it now and not a frame later, when
 * the next key has gone to the page behind, or to another field that would lose it again.
 */
export function focusAtOnce(element: HTMLElement | null | undefined): boolean {
  const before = document.activeElement
  element?.focus()
  return document.activeElement === before
}
