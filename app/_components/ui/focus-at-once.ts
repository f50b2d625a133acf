/** What a dialog is to focus as it opens: now and not a frame later, when the next key has gone to the page behind it. */
export function focusAtOnce(element: HTMLElement | null | undefined): HTMLElement | true {
  element?.focus()
  return element ?? true
}
