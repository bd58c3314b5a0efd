// Says that there are newer comments than those on this page, which stays as it is until the reader asks for them.
const interval = 20_000;
const notice = document.querySelector('.newer');
let known = Number(notice.dataset.count);

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(notice.dataset.counted);
    if (answer.ok) show((await answer.json()).count);
  } catch {
    // Without the site there is nothing new to say.
  }
}

function show(count) {
  // What was taken back makes room that the next comment does not fill unseen.
  known = Math.min(known, count);
  if (count === known) return;
  const link = document.createElement('a');
  link.href = location.pathname;
  link.textContent = `Có ${(count - known).toLocaleString('vi')} bình luận mới. Xem`;
  notice.replaceChildren(link);
}

setInterval(look, interval);
document.addEventListener('visibilitychange', look);
