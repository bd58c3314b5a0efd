/**
 * Days of the reader's own calendar, as `2026-11-24`, and the moments at which they begin and end. What is no day stays as it
 * is: the server says so in words.
 */

export const startOf = (day) => moment(day, 0);

export const endOf = (day) => moment(day, 1);

function moment(day, later) {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + later);
  return Number.isNaN(at.getTime()) ? day : at.toISOString();
}
