using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Faults;

/// <summary>
/// Deletes faults that were replayed or discarded longer ago than <see cref="FaultOptions.KeepClosed"/>. What is open stays: it
/// may be the only copy of what a reader sent.
/// </summary>
internal sealed class FaultRetention(FaultOptions options, NpgsqlDataSource database)
    : RetentionJob(new("faults", "Faults:KeepClosed", options.KeepClosed, options.DeleteEvery), database)
{
    protected override string Removal =>
        """
        DELETE FROM faults WHERE closed_at < statement_timestamp() - @Kept;
        DELETE FROM fault_replays r WHERE ended_at < statement_timestamp() - @Kept
            AND NOT EXISTS (SELECT FROM faults WHERE replay_id = r.id);
        """;

    protected override string Remainder =>
        """
        SELECT min(closed_at) AS oldest, count(*) FILTER (WHERE closed_at < statement_timestamp() - @Kept) AS waiting FROM faults
        """;
}
