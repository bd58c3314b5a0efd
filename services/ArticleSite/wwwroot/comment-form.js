// Says how much may still be written, in characters as people see them, as the newsroom counts. Nothing that is typed is cut, and
// the form works without this.
const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' });

for (const left of document.querySelectorAll('[data-most]')) {
  const field = document.getElementById(left.dataset.of);
  const most = Number(left.dataset.most);
  const count = () => {
    const text = field.value.trim();
    const n = most - [...segmenter.segment(text)].length;
    const isLarge = new TextEncoder().encode(text).length > Number(left.dataset.bytes);
    left.classList.toggle('over', n < 0 || isLarge);
    if (isLarge && n >= 0) left.textContent = 'Quá nhiều ký tự ghép, bạn hãy rút gọn.';
    else if (n < 0) left.textContent = `Dài quá ${(-n).toLocaleString('vi')} ký tự, bạn hãy rút gọn.`;
    else left.textContent = n <= most / 4 ? `Còn ${n.toLocaleString('vi')} ký tự.` : '';
  };
  field.addEventListener('input', count);
  count();
}
