using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Notices;

/// <summary>Forgets addresses that were not confirmed in time, and those that are too old.</summary>
internal sealed class SubscriptionRetention(NoticeOptions options, NpgsqlDataSource database)
    : RetentionJob(new("subscriptions", "Notices:KeepFor", options.KeepFor, options.DeleteEvery), database)
{
    private const string Ended = """
        (asked_at < statement_timestamp() - @Kept
            OR (status <> 'confirmed' AND asked_at < statement_timestamp() - @ConfirmWithin))
        """;

    protected override object Others => new { options.ConfirmWithin };

    protected override string Removal => $"DELETE FROM subscriptions WHERE {Ended}";

    protected override string Remainder =>
        $"SELECT min(asked_at) AS oldest, count(*) FILTER (WHERE {Ended}) AS waiting FROM subscriptions";
}
