using Dapper;
using Npgsql;

namespace Moderation.Moderator.Policy;

/// <summary>One version of the settings.</summary>
public sealed record PolicyVersion
{
    public required int Version { get; init; }

    /// <summary>Left out in a list of versions.</summary>
    public PolicySettings? Settings { get; init; }

    /// <summary>Null for the first, which comes from the configuration.</summary>
    public string? ChangedBy { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Against the version before.</summary>
    public required IReadOnlyList<Change> Changes { get; init; }

    /// <summary>The version whose content this one has again.</summary>
    public int? RevertsTo { get; init; }

    /// <summary>Name of the model that its thresholds were fitted to, when that model was put in use.</summary>
    public string? FittedTo { get; init; }
}

/// <summary>The versions of the policy's settings.</summary>
public sealed class PolicyStore(NpgsqlDataSource database, Rulebooks rulebooks)
{
    private const string Select = """
        SELECT v.version, v.content, v.changes, v.reverts_to, v.fitted_to, v.created_at, m.name AS changed_by
        FROM policy_versions v LEFT JOIN moderators m ON m.id = v.moderator_id
        """;

    internal async Task<PolicyVersion> CurrentAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await rulebooks.CurrentAsync(connection);
        return Read(await connection.QuerySingleAsync<Row>(Select + " ORDER BY v.version DESC LIMIT 1"), whole: true);
    }

    internal async Task<PolicyVersion?> FindAsync(int version, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Row>(Select + " WHERE v.version = @version", new { version }) is { } row
            ? Read(row, whole: true)
            : null;
    }

    /// <summary>Versions before one, newest first.</summary>
    internal async Task<IReadOnlyList<PolicyVersion>> BeforeAsync(int version, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            Select + " WHERE v.version < @version ORDER BY v.version DESC LIMIT @limit",
            new { version, limit }
        );
        return [.. rows.Select(row => Read(row, whole: false))];
    }

    /// <summary>Puts new settings in force.</summary>
    /// <param name="seen">The version that they change.</param>
    /// <param name="settings">Valid ones.</param>
    /// <param name="revertsTo">The version whose content they are.</param>
    /// <param name="moderatorId">Who does it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <param name="fittedTo">Name of the model that the thresholds were fitted to.</param>
    /// <returns>False when another version came between.</returns>
    internal async Task<bool> AddAsync(
        PolicyVersion seen,
        PolicySettings settings,
        int? revertsTo,
        Guid moderatorId,
        CancellationToken cancellationToken,
        string? fittedTo = null
    )
    {
        const string sql = """
            INSERT INTO policy_versions (version, content, changes, moderator_id, reverts_to, fitted_to)
            VALUES (@version, @content, @changes, @moderatorId, @revertsTo, @fittedTo) ON CONFLICT DO NOTHING
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(
                sql,
                new
                {
                    version = seen.Version + 1,
                    content = settings,
                    changes = Change.Between(seen.Settings!, settings),
                    moderatorId,
                    revertsTo,
                    fittedTo,
                }
            ) == 1;
    }

    /// <summary>The section in which an article's latest comment stands.</summary>
    internal async Task<string?> SectionOfAsync(string articleId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string?>(
            "SELECT section FROM comments WHERE article_id = @articleId AND received_at IS NOT NULL "
                + "ORDER BY received_at DESC LIMIT 1",
            new { articleId }
        );
    }

    private static PolicyVersion Read(Row row, bool whole) =>
        new()
        {
            Version = row.Version,
            Settings = whole ? Rulebooks.Complete(row.Content) : null,
            ChangedBy = row.ChangedBy,
            ChangedAt = row.CreatedAt,
            Changes = row.Changes,
            RevertsTo = row.RevertsTo,
            FittedTo = row.FittedTo,
        };

    private sealed record Row
    {
        public int Version { get; init; }

        public PolicySettings Content { get; init; } = new();

        public IReadOnlyList<Change> Changes { get; init; } = [];

        public int? RevertsTo { get; init; }

        public string? FittedTo { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public string? ChangedBy { get; init; }
    }
}
