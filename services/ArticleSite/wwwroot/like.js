// Likes, and takes likes back, without leaving the page. Without this each is a form post.
document.addEventListener('submit', async (event) => {
  const form = event.target.closest('form.like');
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector('button');
  const news = form.querySelector('.like-news');
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  news.textContent = '';
  try {
    const body = new URLSearchParams(new FormData(form));
    body.set('script', 'true');
    const answer = await fetch(form.action, { method: 'POST', body });
    const { likes, liked, words } = await answer.json();
    if (answer.ok) {
      button.setAttribute('aria-pressed', String(liked));
      form.elements.liked.value = String(!liked);
      form.querySelector('.like-count').textContent = likes.toLocaleString('vi');
    } else {
      news.textContent = words;
    }
  } catch {
    news.textContent = 'Chưa ghi được lượt thích. Bạn hãy thử lại sau ít phút.';
  } finally {
    button.removeAttribute('aria-disabled');
  }
});
