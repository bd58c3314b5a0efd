/** Days of the reader's own calendar, as `2026-11-24`, and the moments at which they begin and end. */

export const startOf = (day) => moment(day).toISOString();

export function endOf(day) {
  const end = moment(day);
  end.setDate(end.getDate() + 1);
  return end.toISOString();
}

const moment = (day) => new Date(`${day}T00:00`);
