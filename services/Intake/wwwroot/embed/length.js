const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** Characters as people count them, of the text as it is sent. */
export const graphemes = (text) => [...segmenter.segment(text.trim())].length;

/** What is said of a text's length: nothing while three quarters are free. */
export function left(text, most, words) {
  const n = most - graphemes(text);
  if (n < 0) return words.over(-n);
  return n <= most / 4 ? words.left(n) : '';
}
