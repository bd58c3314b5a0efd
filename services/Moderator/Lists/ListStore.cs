using Dapper;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.Moderator.Lists;

/// <summary>The versions of the word lists.</summary>
public sealed class ListStore(NpgsqlDataSource database)
{
    private const string Select = """
        SELECT v.version, v.kind, v.terms, v.added, v.removed, v.reverts_to, v.created_at, m.name AS changed_by
        FROM list_versions v LEFT JOIN moderators m ON m.id = v.moderator_id
        """;

    internal async Task<ListVersion> CurrentAsync(ListKind kind, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await CurrentAsync(connection, kind);
    }

    internal async Task<ListVersion?> FindAsync(ListKind kind, int version, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            Select + " WHERE v.kind = @Kind AND v.version = @version",
            new { Kind = kind.Word(), version }
        );
        return row is null ? null : Read(row, whole: true);
    }

    /// <summary>Versions before one, newest first.</summary>
    internal async Task<IReadOnlyList<ListVersion>> BeforeAsync(
        ListKind kind,
        int version,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            Select + " WHERE v.kind = @Kind AND v.version < @version ORDER BY v.version DESC LIMIT @limit",
            new
            {
                Kind = kind.Word(),
                version,
                limit,
            }
        );
        return [.. rows.Select(row => Read(row, whole: false))];
    }

    /// <summary>Puts a list in force.</summary>
    /// <returns>
    /// The list in force, and whether it is this one: false when another version came after <paramref name="seen"/>.
    /// </returns>
    internal async Task<(ListVersion Current, bool Written)> AddAsync(
        ListKind kind,
        int seen,
        IReadOnlyList<string> terms,
        int? revertsTo,
        Guid moderatorId,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            INSERT INTO list_versions (version, kind, terms, added, removed, moderator_id, reverts_to)
            SELECT coalesce(max(version), 0) + 1, @Kind, @Terms, @Added, @Removed, @moderatorId, @revertsTo FROM list_versions
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Readers go on; whoever else changes a list waits.
        await connection.ExecuteAsync("LOCK TABLE list_versions IN SHARE ROW EXCLUSIVE MODE", transaction: transaction);
        var current = await CurrentAsync(connection, kind);
        if (current.Version != seen)
            return (current, false);
        await connection.ExecuteAsync(
            sql,
            new
            {
                Kind = kind.Word(),
                Terms = terms.ToArray(),
                Added = terms.Except(current.Terms!, StringComparer.Ordinal).ToArray(),
                Removed = current.Terms!.Except(terms, StringComparer.Ordinal).ToArray(),
                moderatorId,
                revertsTo,
            },
            transaction
        );
        current = await CurrentAsync(connection, kind);
        await transaction.CommitAsync(CancellationToken.None);
        return (current, true);
    }

    /// <summary>A matcher of the lists in force, and one in which a list has other terms.</summary>
    internal async Task<(TermMatcher Now, TermMatcher Then)> TryAsync(
        ListKind kind,
        IReadOnlyList<string> terms,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var now = await TermsAsync(connection, int.MaxValue);
        return (
            new TermMatcher(now),
            new TermMatcher([.. now.Where(term => term.Kind != kind), .. terms.Select(term => (kind, term))])
        );
    }

    /// <summary>The terms of all lists as of one version.</summary>
    internal static async Task<List<(ListKind Kind, string Term)>> TermsAsync(NpgsqlConnection connection, int version)
    {
        const string sql =
            "SELECT DISTINCT ON (kind) kind, terms FROM list_versions WHERE version <= @version ORDER BY kind, version DESC";
        var changed = (await connection.QueryAsync<(ListKind Kind, string[] Terms)>(sql, new { version })).ToDictionary(
            list => list.Kind,
            list => (IReadOnlyList<string>)list.Terms
        );
        return Enum.GetValues<ListKind>()
            .SelectMany(kind => changed.GetValueOrDefault(kind, InitialTerms.Of(kind)).Select(term => (kind, term)))
            .ToList();
    }

    private static async Task<ListVersion> CurrentAsync(NpgsqlConnection connection, ListKind kind) =>
        await connection.QuerySingleOrDefaultAsync<Row>(
            Select + " WHERE v.kind = @Kind ORDER BY v.version DESC LIMIT 1",
            new { Kind = kind.Word() }
        )
            is { } row
            ? Read(row, whole: true)
            : new ListVersion
            {
                Kind = kind,
                Version = 0,
                Count = InitialTerms.Of(kind).Count,
                Terms = InitialTerms.Of(kind),
            };

    private static ListVersion Read(Row row, bool whole) =>
        new()
        {
            Kind = row.Kind,
            Version = row.Version,
            Count = row.Terms.Length,
            Terms = whole ? row.Terms : null,
            Added = row.Added,
            Removed = row.Removed,
            ChangedBy = row.ChangedBy,
            ChangedAt = row.CreatedAt,
            RevertsTo = row.RevertsTo,
        };

    private sealed record Row
    {
        public int Version { get; init; }

        public ListKind Kind { get; init; }

        public string[] Terms { get; init; } = [];

        public string[] Added { get; init; } = [];

        public string[] Removed { get; init; } = [];

        public int? RevertsTo { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public string? ChangedBy { get; init; }
    }
}
