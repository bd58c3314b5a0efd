using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Classifier.Registry;

/// <summary>
/// Removes the files of models that nobody has used for <see cref="RegistryOptions.KeepFiles"/>: a nightly training makes one of
/// some ten megabytes each day. Those that score, that a rollback would go to, and that came with the service stay.
/// </summary>
internal sealed class ModelFileRetention(RegistryOptions options, NpgsqlDataSource database)
    : RetentionJob(new("models", "Registry:KeepFiles", options.KeepFiles, TimeSpan.FromHours(1)), database)
{
    private const string Idle = """
        file IS NOT NULL AND state IN ('candidate', 'retired') AND NOT shipped
            AND id NOT IN (SELECT replaces FROM models WHERE state = 'active' AND replaces IS NOT NULL)
        """;

    private const string Ended = $"{Idle} AND changed_at < statement_timestamp() - @Kept";

    // A change of states that began before this one ends first, and is seen.
    protected override string Removal =>
        $"SELECT pg_advisory_xact_lock({RegistryStore.ChangesInTurn}); UPDATE models SET file = NULL WHERE {Ended}";

    protected override string Remainder =>
        $"SELECT min(changed_at) AS oldest, count(*) FILTER (WHERE {Ended}) AS waiting FROM models WHERE {Idle}";
}
