-- Messages that were taken back while the relay had them in hand. What it then could not send it drops.
CREATE TABLE recalled_messages (id uuid PRIMARY KEY);
