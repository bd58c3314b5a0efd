// A receiver of ours, by the standard's own library: says what it takes a webhook for.
// node webhook.cjs SECRET ID TIMESTAMP SIGNATURE BODY
const { Webhook, WebhookVerificationError } = require('./lib/standardwebhooks/dist/index.js');

const [secret, id, timestamp, signature, body] = process.argv.slice(2);
try {
  const { type } = new Webhook(secret).verify(body, {
    'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature,
  });
  process.stdout.write(type);
} catch (error) {
  if (!(error instanceof WebhookVerificationError)) throw error;
  process.stdout.write('refused');
}
