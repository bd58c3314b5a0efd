using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Lists;
using Npgsql;

namespace Moderation.Moderator.Policy;

/// <summary>Settings and word lists as they are in force together.</summary>
internal sealed record Rulebook(int PolicyVersion, PolicySettings Settings, int ListVersion, TermMatcher Terms);

/// <summary>
/// The rulebook in force. Each use asks the database for its version, so that every copy of the service goes by the same at once.
/// </summary>
public sealed class Rulebooks(PolicySettings first)
{
    private static readonly Rulebook Nothing = new(0, new PolicySettings(), -1, new TermMatcher([]));
    private volatile Rulebook _current = Nothing;

    internal async Task<Rulebook> CurrentAsync(NpgsqlConnection connection)
    {
        const string newest =
            "SELECT coalesce((SELECT max(version) FROM policy_versions), 0), "
            + "coalesce((SELECT max(version) FROM list_versions), 0)";
        var current = _current;
        var (policy, lists) = await connection.QuerySingleAsync<(int Policy, int Lists)>(newest);
        if (policy == 0)
        {
            await SeedAsync(connection);
            policy = 1;
        }

        if (current.PolicyVersion != policy)
            current = current with { PolicyVersion = policy, Settings = await SettingsAsync(connection, policy) };
        if (current.ListVersion != lists)
            current = current with
            {
                ListVersion = lists,
                Terms = new TermMatcher(await ListStore.TermsAsync(connection, lists)),
            };
        return _current = current;
    }

    /// <summary>Settings from before there was a label get its usual thresholds.</summary>
    internal static PolicySettings Complete(PolicySettings settings)
    {
        foreach (var row in ScoreLabels.Unwanted)
            settings.Thresholds.TryAdd(row.Label, new Thresholds());
        return settings;
    }

    private static async Task<PolicySettings> SettingsAsync(NpgsqlConnection connection, int version) =>
        Complete(
            await connection.QuerySingleAsync<PolicySettings>(
                "SELECT content FROM policy_versions WHERE version = @version",
                new { version }
            )
        );

    private Task SeedAsync(NpgsqlConnection connection) =>
        connection.ExecuteAsync(
            "INSERT INTO policy_versions (version, content, changes) VALUES (1, @content, '[]') ON CONFLICT DO NOTHING",
            new { content = first }
        );
}
