using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Readers;

/// <summary>
/// Forgets what tells of comments' authors beside their names, after <see cref="RetentionOptions.PersonalData"/>.
/// </summary>
internal sealed class PersonalDataRetention(RetentionOptions options, NpgsqlDataSource database)
    : RetentionJob(new("personalData", "Retention:PersonalData", options.PersonalData, options.Every), database)
{
    private const string Held = "(phone_key IS NOT NULL OR device_key IS NOT NULL OR masked_phone IS NOT NULL)";

    protected override string Removal =>
        $"""
        UPDATE comments SET phone_key = NULL, device_key = NULL, masked_phone = NULL WHERE (id, revision) IN (
            SELECT id, revision FROM comments WHERE {Held} AND received_at < statement_timestamp() - @Kept
            LIMIT @Most FOR UPDATE SKIP LOCKED)
        """;

    protected override string Remainder =>
        $"""
        SELECT min(received_at) AS oldest, count(*) FILTER (WHERE received_at < statement_timestamp() - @Kept) AS waiting
        FROM comments WHERE {Held}
        """;
}
