/** The texts of the two places where a password is chosen. */
export const passwordWords = {
  vi: {
    setPassword: 'Đặt mật khẩu', newPassword: 'Mật khẩu mới', passwordHint: 'Ít nhất 12 ký tự. Một câu dài dễ nhớ là tốt nhất.', passwordAgain: 'Nhập lại mật khẩu mới',
    showPassword: 'Hiện mật khẩu', notTheSame: 'Hai lần nhập chưa giống nhau.',
  },
  en: {
    setPassword: 'Set a password', newPassword: 'New password', passwordHint: 'At least 12 characters. A long sentence that you remember is best.', passwordAgain: 'New password again',
    showPassword: 'Show the password', notTheSame: 'The two are not the same.',
  },
};
