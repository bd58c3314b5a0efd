// The work that is asked of the browser before a comment is taken. It begins when the reader begins to write, and the form waits
// for its end. Each try has a proof of its own.
import { proverOf } from './proof.js';

const box = document.getElementById('phep-kiem-tra');
const news = document.getElementById('phep-kiem-tra-tin');
const field = box.querySelector('input');
const { form } = field;
box.querySelector('[data-without-script]').remove();

const prover = proverOf(async () => {
  const answer = await fetch(box.dataset.path, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
});
let waits = false;

async function send() {
  waits = true;
  news.textContent = 'Trình duyệt đang làm phép kiểm tra chống thư rác…';
  try {
    field.value = await prover.prove();
    news.textContent = 'Đang gửi…';
    form.submit();
  } catch {
    news.textContent = crypto.subtle
      ? 'Chưa làm được phép kiểm tra chống thư rác. Bạn hãy đợi một lát rồi gửi lại; nội dung bạn viết vẫn còn.'
      : 'Trình duyệt chỉ làm được phép kiểm tra chống thư rác trên trang có địa chỉ https. Nội dung bạn viết vẫn còn.';
  }
  waits = false;
}

form.addEventListener('focusin', () => prover.prove().catch(() => {}), { once: true });
form.addEventListener('submit', (event) => {
  // Another picture is asked for without it.
  if (event.submitter?.name === 'again') return;
  event.preventDefault();
  if (!waits) send();
});
// Whoever comes back to this page sends another comment.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  prover.forget();
  news.textContent = '';
});
