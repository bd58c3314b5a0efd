using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Readers;

/// <summary>Forgets from which network address comments came, after <see cref="RetentionOptions.NetworkAddresses"/>.</summary>
internal sealed class AddressRetention(RetentionOptions options, NpgsqlDataSource database)
    : RetentionJob(
        new("networkAddresses", "Retention:NetworkAddresses", options.NetworkAddresses, options.Every),
        database
    )
{
    protected override string Removal =>
        """
        UPDATE comments SET address_key = NULL WHERE (id, revision) IN (
            SELECT id, revision FROM comments
            WHERE address_key IS NOT NULL AND received_at < statement_timestamp() - @Kept
            LIMIT @Most FOR UPDATE SKIP LOCKED)
        """;

    protected override string Remainder =>
        """
        SELECT min(received_at) AS oldest, count(*) FILTER (WHERE received_at < statement_timestamp() - @Kept) AS waiting
        FROM comments WHERE address_key IS NOT NULL
        """;
}
