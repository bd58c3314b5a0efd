import { addWords } from '../words.js';

addWords({
  vi: {
    'bans.intro': 'Bình luận mới của các tác giả này bị giữ lại hoặc từ chối cho đến khi hết hạn hay được gỡ. Khi tự động từ chối đang tắt thì chúng chỉ được giữ lại, kèm lời khuyên từ chối.',
    'bans.how': 'Muốn thêm một tác giả, hãy chọn một bình luận của họ trong hàng đợi và nhấn', 'bans.readOnly': 'Trưởng ca và quản trị viên thêm và gỡ hạn chế.',
    'bans.none': 'Chưa có tác giả nào bị hạn chế.', 'bans.inForce': 'Đang có hiệu lực', 'bans.by': 'theo {what}', 'by.address': 'địa chỉ mạng',
    'effect.mute': 'Giữ', 'effect.ban': 'Từ chối', 'bans.sections': 'Chỉ ở chuyên mục {sections}', 'bans.until': 'Đến', 'bans.forEver': 'Không thời hạn',
    lift: 'Gỡ', 'lift.of': 'Gỡ hạn chế với {author}', 'lift.title': 'Gỡ hạn chế với', 'lift.done': '✓ Đã gỡ hạn chế với {author}.',
    'lift.mute': 'Bình luận mới của tác giả này, nhận ra bằng {what}, không còn bị giữ lại vì hạn chế này. Bình luận đã gửi không đổi.',
    'lift.ban': 'Bình luận mới của tác giả này, nhận ra bằng {what}, không còn bị từ chối vì hạn chế này. Bình luận đã gửi không đổi.',
    waiting: 'Đang chờ…', 'waiting.of': 'Bình luận đang chờ của {author}', 'waiting.title': 'Bình luận đang chờ của', 'waiting.none': 'Không còn bình luận nào của tác giả này đang chờ.',
    'waiting.many': 'Có {n} bình luận đang chờ. Mỗi lần từ chối được {most} bình luận cũ nhất; mở lại để làm tiếp.',
  },
  en: {
    'bans.intro': 'New comments of these authors are held or rejected until the end of the term or until the restriction is lifted. While automatic rejection is off they are only held, with the advice to reject.',
    'bans.how': 'To add an author, choose a comment of theirs in the queue and press', 'bans.readOnly': 'Seniors and administrators add and lift restrictions.',
    'bans.none': 'No author is restricted.', 'bans.inForce': 'In force', 'bans.by': 'by {what}', 'by.address': 'network address',
    'effect.mute': 'Hold', 'effect.ban': 'Reject', 'bans.sections': 'Only in {sections}', 'bans.until': 'Until', 'bans.forEver': 'No end',
    lift: 'Lift', 'lift.of': 'Lift the restriction of {author}', 'lift.title': 'Lift the restriction of', 'lift.done': '✓ The restriction of {author} is lifted.',
    'lift.mute': 'New comments of this author, known by {what}, are no longer held for this restriction. Comments sent before stay as they are.',
    'lift.ban': 'New comments of this author, known by {what}, are no longer rejected for this restriction. Comments sent before stay as they are.',
    waiting: 'Waiting…', 'waiting.of': 'Waiting comments of {author}', 'waiting.title': 'Waiting comments of', 'waiting.none': 'No comment of this author is waiting.',
    'waiting.many': '{n} comments are waiting. The oldest {most} can be rejected at a time; open this again to go on.',
  },
});
