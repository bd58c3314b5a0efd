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
public sealed class Rulebooks(PolicySettings first, ListOptions options, ILogger<Rulebooks> log)
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
            (policy, lists) = await connection.QuerySingleAsync<(int Policy, int Lists)>(newest);
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

    /// <summary>
    /// Writes the first version of the policy and, where nothing has been moderated yet, of the lists: whichever copy comes first
    /// writes both.
    /// </summary>
    private async Task SeedAsync(NpgsqlConnection connection)
    {
        const string sql = """
            WITH policy AS (
                INSERT INTO policy_versions (version, content, changes) VALUES (1, @content, '[]') ON CONFLICT DO NOTHING
                RETURNING version
            )
            INSERT INTO list_versions (version, kind, terms, added, removed)
            SELECT version, kind, terms, terms, '{}'
            FROM policy, (VALUES ('banned', @Banned), ('suspect', @Suspect), ('allowed', @Allowed)) AS starter (kind, terms)
            WHERE @Starter AND NOT EXISTS (SELECT FROM comments) AND NOT EXISTS (SELECT FROM list_versions)
            """;
        var written = await connection.ExecuteAsync(
            sql,
            new
            {
                content = first,
                options.Starter,
                Banned = StarterTerms.Banned.ToArray(),
                Suspect = StarterTerms.Suspect.ToArray(),
                Allowed = StarterTerms.Allowed.ToArray(),
            }
        );
        if (written > 0)
        {
            log.LogInformation(
                "The word lists of this new installation are those that come with the software "
                    + "(danh sách khởi đầu, đi kèm phần mềm): {Banned} banned, {Suspect} suspect, {Allowed} allowed",
                StarterTerms.Banned.Count,
                StarterTerms.Suspect.Count,
                StarterTerms.Allowed.Count
            );
        }
    }
}
