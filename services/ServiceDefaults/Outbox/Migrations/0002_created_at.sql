-- Never read: a row's age is how long it is overdue.
ALTER TABLE outbox DROP COLUMN created_at;
