using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Submissions;

/// <summary>
/// Forgets what tells of comments' authors beside their names, after <see cref="RetentionOptions.PersonalData"/>.
/// </summary>
internal sealed class PersonalDataRetention(RetentionOptions options, NpgsqlDataSource database)
    : RetentionJob(new("personalData", "Retention:PersonalData", options.PersonalData, options.Every), database)
{
    private const string Held = "(phone_cipher IS NOT NULL OR phone_hash IS NOT NULL OR device_hash IS NOT NULL)";

    protected override string Removal =>
        $"""
        UPDATE submissions SET phone_cipher = NULL, phone_key_id = NULL, phone_hash = NULL, device_hash = NULL WHERE id IN (
            SELECT id FROM submissions WHERE {Held} AND submitted_at < statement_timestamp() - @Kept
            LIMIT @Most FOR UPDATE SKIP LOCKED)
        """;

    protected override string Remainder =>
        $"""
        SELECT min(submitted_at) AS oldest, count(*) FILTER (WHERE submitted_at < statement_timestamp() - @Kept) AS waiting
        FROM submissions WHERE {Held}
        """;
}
