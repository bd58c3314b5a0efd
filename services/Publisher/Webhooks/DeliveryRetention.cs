using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Publisher.Webhooks;

/// <summary>
/// Deletes the deliveries that were finished longer ago than <see cref="WebhooksOptions.KeepDeliveries"/>, with their attempts.
/// What a disabled endpoint missed is kept until it is enabled.
/// </summary>
internal sealed class DeliveryRetention(WebhooksOptions options, NpgsqlDataSource database)
    : RetentionJob(new("deliveries", "Webhooks:KeepDeliveries", options.KeepDeliveries, options.DeleteEvery), database)
{
    private const string Finished = """
        deliveries d JOIN endpoints e ON e.name = d.endpoint
        WHERE d.status <> 'waiting' AND (d.status <> 'given_up' OR e.status = 'active')
            AND (d.claimed_until IS NULL OR d.claimed_until < statement_timestamp())
        """;

    protected override string Removal =>
        $"""
        DELETE FROM deliveries WHERE (webhook_id, endpoint) IN (
            SELECT d.webhook_id, d.endpoint FROM {Finished} AND d.due_at < statement_timestamp() - @Kept
            ORDER BY d.due_at LIMIT @Most FOR UPDATE OF d SKIP LOCKED)
        """;

    protected override string Remainder =>
        $"""
        SELECT (SELECT d.due_at FROM {Finished} ORDER BY d.due_at LIMIT 1) AS oldest,
            (SELECT count(*) FROM {Finished} AND d.due_at < statement_timestamp() - @Kept) AS waiting
        """;
}
