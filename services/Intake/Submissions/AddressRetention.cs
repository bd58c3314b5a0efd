using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Submissions;

/// <summary>Forgets from which network address comments came, after <see cref="RetentionOptions.NetworkAddresses"/>.</summary>
internal sealed class AddressRetention(RetentionOptions options, NpgsqlDataSource database)
    : RetentionJob(
        new("networkAddresses", "Retention:NetworkAddresses", options.NetworkAddresses, options.Every),
        database
    )
{
    protected override string Removal =>
        """
        UPDATE submissions SET address_hash = NULL WHERE id IN (
            SELECT id FROM submissions WHERE address_hash IS NOT NULL AND submitted_at < statement_timestamp() - @Kept
            LIMIT @Most FOR UPDATE SKIP LOCKED)
        """;

    protected override string Remainder =>
        """
        SELECT min(submitted_at) AS oldest, count(*) FILTER (WHERE submitted_at < statement_timestamp() - @Kept) AS waiting
        FROM submissions WHERE address_hash IS NOT NULL
        """;
}
