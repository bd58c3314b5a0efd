import { html } from '../lib/htm/htm-preact.mjs';
import { addWords, say } from './words.js';

addWords({
  vi: {
    noComments: 'Người vận hành không xem bình luận.',
    noCommentsMore: 'Vai trò của bạn là theo dõi dòng chảy của hệ thống, nên các trang về bình luận không mở cho bạn. Nếu bạn cần xem bình luận, hãy hỏi quản trị viên.',
    noCommentsPassword: 'Đổi mật khẩu của bạn ở trang',
  },
  en: {
    noComments: 'Operators see no comments.',
    noCommentsMore: 'Your role is to watch the flow of the system, so the pages about comments are not open to you. Ask an administrator if you need to see comments.',
    noCommentsPassword: 'You can change your password on the page',
  },
});

/** What an operator sees instead of comments. */
export const NoComments = () => html`
  <div class="nothing">
    <p><b>${say('noComments')}</b></p>
    <p class="muted">${say('noCommentsMore')}</p>
    <p>${say('noCommentsPassword')} <a href="/statistics">${say('place.statistics')}</a>.</p>
  </div>`;
