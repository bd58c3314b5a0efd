using Dapper;
using Npgsql;

namespace Moderation.Load;

/// <summary>
/// Compares what was accepted, decided, taken back and erased under one article with every store, the site and the log of webhook
/// attempts.
/// </summary>
internal sealed class Promises(Stores stores, string article)
{
    /// <param name="accepted">Every id that the client saw accepted.</param>
    /// <param name="takenBack">Those whose approval was undone.</param>
    /// <param name="erased">Those that their readers had erased.</param>
    /// <returns>What each promise is broken by; all zero when the system has come to rest.</returns>
    public async Task<IReadOnlyList<Check>> CheckAsync(
        IReadOnlyCollection<Guid> accepted,
        IReadOnlyCollection<Guid> takenBack,
        IReadOnlyCollection<Guid> erased
    )
    {
        var gone = takenBack.Concat(erased).ToArray();
        var submitted = await AskAsync(stores.Intake, "SELECT id FROM submissions WHERE article_id = @article");
        var known = await AskAsync(stores.Moderator, "SELECT id FROM comments WHERE id = ANY(@ids)", accepted);
        var resting = await AskAsync(
            stores.Moderator,
            """
            SELECT id FROM comments WHERE id = ANY(@ids)
                AND (status = 'withdrawn' OR scored_at IS NOT NULL AND (is_waiting(status) OR is_decided(status)))
            """,
            accepted
        );
        var approved = await AskAsync(
            stores.Moderator,
            """
            SELECT c.id FROM comments c JOIN LATERAL (
                SELECT outcome FROM decisions WHERE comment_id = c.id ORDER BY version DESC LIMIT 1) d ON outcome = 'approve'
            WHERE c.id = ANY(@ids) AND c.status = 'approved'
            """,
            accepted
        );
        var published = await AskAsync(
            stores.Publisher,
            "SELECT comment_id FROM publications WHERE article_id = @article AND status = 'published'"
        );
        var shown = await AskAsync(stores.Site, "SELECT id FROM comments WHERE article_id = @article AND status = 'shown'");
        var unproven = await AskAsync(
            stores.Publisher,
            """
            SELECT comment_id FROM deliveries d WHERE comment_id = ANY(@ids) AND status = 'delivered' AND NOT EXISTS (
                SELECT FROM attempts a WHERE a.webhook_id = d.webhook_id AND a.endpoint = d.endpoint
                    AND a.status_code BETWEEN 200 AND 299)
            """,
            accepted
        );
        var toldTwice = await AskAsync(
            stores.Publisher,
            """
            SELECT comment_id FROM deliveries WHERE comment_id = ANY(@ids)
            GROUP BY comment_id, endpoint, version, type HAVING count(*) > 1
            """,
            accepted
        );
        return
        [
            Broken("I1 stored by Intake", accepted.Except(submitted)),
            Broken("I1 known to Moderator", accepted.Except(known)),
            Broken("I1 scored, and waiting or decided", accepted.Except(resting)),
            Broken("I1 published when approved", approved.Except(published)),
            Broken("I1 on the site when published", published.Except(shown)),
            Broken("I1 delivered only what an attempt was answered for", unproven),
            Broken("I2 stored once", submitted.Except(accepted)),
            Broken("I2 on the site once", shown.Except(accepted)),
            Broken("I2 told of each decision once", toldTwice),
            Broken("I3 published by an approval in force", published.Except(approved)),
            Broken("I3 shown by an approval in force", shown.Except(approved)),
            Broken("I4 gone when taken back", published.Concat(shown).Intersect(gone)),
            Broken("I5 decided by one, with time and model", await UnexplainedAsync(accepted)),
            Broken("I7 erased everywhere", await LeftOverAsync(erased)),
        ];
    }

    /// <summary>The longest time between two comments that came to Moderator, from an instant on.</summary>
    public async Task<TimeSpan> LongestSilenceAsync(DateTimeOffset since)
    {
        await using var connection = await stores.Moderator.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<TimeSpan?>(
                """
                SELECT max(gap) FROM (SELECT received_at - lag(received_at) OVER (ORDER BY received_at) gap, received_at
                    FROM comments WHERE article_id = @article) g WHERE received_at > @since
                """,
                new { article, since = since.UtcDateTime }
            ) ?? TimeSpan.Zero;
    }

    private Task<IReadOnlyCollection<Guid>> UnexplainedAsync(IReadOnlyCollection<Guid> accepted) =>
        AskAsync(
            stores.Moderator,
            """
            SELECT d.comment_id FROM decisions d JOIN comments c ON c.id = d.comment_id WHERE c.id = ANY(@ids)
                AND (num_nonnulls(moderator_id, rule) > 1 OR d.decided_at IS NULL OR (outcome = 'reject' AND reason IS NULL)
                    OR (outcome IN ('approve', 'reject') AND d.model IS NULL AND c.scored_at < d.decided_at))
            """,
            accepted
        );

    private async Task<IEnumerable<Guid>> LeftOverAsync(IReadOnlyCollection<Guid> erased)
    {
        const string faults = "SELECT comment_id FROM faults WHERE comment_id = ANY(@ids) AND holds_text";
        return
        [
            .. await AskAsync(stores.Intake, Texts("submissions", "id"), erased),
            .. await AskAsync(stores.Moderator, Texts("comments", "id"), erased),
            .. await AskAsync(stores.Publisher, Texts("publications", "comment_id"), erased),
            .. await AskAsync(stores.Site, Texts("comments", "id"), erased),
            .. await AskAsync(stores.Moderator, faults, erased),
        ];
    }

    private static string Texts(string table, string id) =>
        $"SELECT {id} FROM {table} WHERE {id} = ANY(@ids) AND concat(name, title, content) <> ''";

    private async Task<IReadOnlyCollection<Guid>> AskAsync(
        NpgsqlDataSource database,
        string sql,
        IReadOnlyCollection<Guid>? ids = null
    )
    {
        await using var connection = await database.OpenConnectionAsync();
        return (await connection.QueryAsync<Guid>(sql, new { article, ids = ids?.ToArray() })).AsList();
    }

    private static Check Broken(string promise, IEnumerable<Guid> ids)
    {
        var broken = ids.Distinct().ToArray();
        return new Check(promise, broken.Length, broken.Length == 0 ? null : broken[0]);
    }
}
