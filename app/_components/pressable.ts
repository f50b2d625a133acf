/** What takes the focus within a row, a list or a form. */
export const pressable = 'a[href],button:not(:disabled),input:not(:disabled),textarea:not(:disabled)'
