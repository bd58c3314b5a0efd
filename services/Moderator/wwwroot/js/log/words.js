import { addWords, say, sayOr } from '../words.js';

addWords({
  vi: {
    'log.intro': 'Mọi quyết định, mới nhất trước. Địa chỉ của trang giữ các điều kiện lọc nên có thể gửi cho đồng nghiệp.',
    'log.own': 'Bạn xem được các quyết định của chính mình. Trưởng ca và quản trị viên xem được của mọi người.',
    'log.sections': 'Chỉ có các chuyên mục của bạn: {sections}.',
    'log.filters': 'Lọc nhật ký', 'log.by': 'Do ai', 'by.people': 'người', 'by.rules': 'quy tắc', 'log.moderator': 'Người quyết định', 'log.outcome': 'Quyết định', 'log.reason': 'Lý do',
    'log.rule': 'Quy tắc', 'log.clear': 'Bỏ hết điều kiện lọc', 'log.csv': 'Tải về dạng CSV',
    'log.shown': '{n} quyết định', 'log.shownMore': '{n} quyết định gần nhất', 'log.none': 'Chưa có quyết định nào.', 'log.noMatch': 'Không có quyết định nào khớp.',
    'log.when': 'Lúc', 'log.who': 'Ai, quy tắc nào', 'log.why': 'Lý do, ghi chú', 'log.where': 'Bài', 'log.acts': 'Việc', 'log.see': 'Xem bình luận', 'log.undone': '{who} đã hoàn tác',
    'log.advice': 'gợi ý: {what}', 'log.noArticle': 'Không rõ bài',
    'log.undoTitle': 'Hoàn tác quyết định này?', 'log.undoOf': '{who} · {what} · {when}',
    'log.undoEffect': 'Bình luận trở lại hàng đợi. Nếu đã được đăng, nó sẽ được gỡ khỏi trang.',
    'log.undid': 'Đã hoàn tác. Bình luận trở lại hàng đợi “{queue}”.', 'log.retracted': 'Đã hoàn tác và rút lại bài đăng. Bình luận trở lại hàng đợi “{queue}”.',
    'log.late': 'Quyết định đó được đưa ra lúc {when}.',
    'rules.not-scored': 'chưa chấm điểm', 'rules.nothing-found': 'không tìm thấy gì', 'rules.banned-author': 'tác giả bị chặn', 'rules.muted-author': 'tác giả bị giữ',
    'rules.banned-words': 'từ cấm', 'rules.suspect-words': 'từ nghi ngờ', 'rules.contacts-in-text': 'liên lạc trong bài', 'rules.near-duplicate': 'gần giống nhau',
    'rules.new-author': 'tác giả mới', 'rules.author-flood': 'tác giả gửi dồn dập', 'rules.article-flood': 'bài bị gửi dồn dập',
    'rules.over-hold-threshold': '{label} từ ngưỡng giữ', 'rules.over-reject-threshold': '{label} từ ngưỡng từ chối',
  },
  en: {
    'log.intro': 'All decisions, newest first. The address of the page keeps the filters, so it can be sent to a colleague.',
    'log.own': 'You see your own decisions. Seniors and administrators see those of all.',
    'log.sections': 'Only your sections: {sections}.',
    'log.filters': 'Filter the log', 'log.by': 'Taken by', 'by.people': 'people', 'by.rules': 'rules', 'log.moderator': 'Person', 'log.outcome': 'Outcome', 'log.reason': 'Reason',
    'log.rule': 'Rule', 'log.clear': 'Remove all filters', 'log.csv': 'Download as CSV',
    'log.shown': '{n} decisions', 'log.shownMore': 'The latest {n} decisions', 'log.none': 'No decision yet.', 'log.noMatch': 'No decision matches.',
    'log.when': 'When', 'log.who': 'Who, which rule', 'log.why': 'Reason, note', 'log.where': 'Article', 'log.acts': 'Actions', 'log.see': 'See the comment', 'log.undone': '{who} took it back',
    'log.advice': 'advice: {what}', 'log.noArticle': 'Unknown article',
    'log.undoTitle': 'Take this decision back?', 'log.undoOf': '{who} · {what} · {when}',
    'log.undoEffect': 'The comment goes back to its queue. If it is published, it is taken off the site.',
    'log.undid': 'Taken back. The comment is in the queue “{queue}” again.', 'log.retracted': 'Taken back and retracted. The comment is in the queue “{queue}” again.',
    'log.late': 'That was decided at {when}.',
    'rules.not-scored': 'not scored', 'rules.nothing-found': 'nothing found', 'rules.banned-author': 'banned author', 'rules.muted-author': 'muted author',
    'rules.banned-words': 'banned words', 'rules.suspect-words': 'suspect words', 'rules.contacts-in-text': 'contacts in the text', 'rules.near-duplicate': 'near-duplicate',
    'rules.new-author': 'new author', 'rules.author-flood': 'author floods', 'rules.article-flood': 'article is flooded',
    'rules.over-hold-threshold': '{label} from the hold threshold', 'rules.over-reject-threshold': '{label} from the reject threshold',
  },
});

const scored = ['toxicity', 'hate', 'spam'];

/** Names of the rules, in the order in which the policy asks them. */
export const rules = [
  'banned-author', 'banned-words', 'muted-author', 'suspect-words', 'contacts-in-text', 'near-duplicate', 'author-flood', 'article-flood', 'new-author', 'not-scored',
  ...scored.flatMap((label) => [`${label}-over-reject-threshold`, `${label}-over-hold-threshold`]), 'nothing-found',
];

/** A rule in words; one of a later version stands for itself. */
export function ruleName(rule) {
  const [, label, over] = /^(\w+)-(over-\w+-threshold)$/.exec(rule) ?? [];
  return label ? say(`rules.${over}`, { label: sayOr(`score.${label}`, label) }) : sayOr(`rules.${rule}`, rule);
}
