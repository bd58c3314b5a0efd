using Dapper;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>Where a comment has been, as one service knows it. No text of it and nothing about people is part of it.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="Section">Of its article, for who may see it.</param>
/// <param name="Version">Of the last decision that the service knows; 0 without one.</param>
/// <param name="Steps">What happened, in any order; none when the service never heard of the comment.</param>
public sealed record Way(Guid CommentId, string? Section, int Version, IReadOnlyList<WayStep> Steps);

/// <summary>One thing that happened to a comment, or that it waits for.</summary>
public sealed record WayStep
{
    /// <summary>The station of the flow, such as <c>intake</c>.</summary>
    public required string Station { get; init; }

    /// <summary>What, such as <c>accepted</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When; of what waits, since when. Null when that is not known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>It has not gone on from here.</summary>
    public bool Waits { get; init; }

    /// <summary>A word more, such as a message's type, a queue, an endpoint, an outcome or a model.</summary>
    public string? Detail { get; init; }

    /// <summary>Who decided: <c>person</c>, <c>rule</c> or <c>reader</c>.</summary>
    public string? By { get; init; }

    /// <summary>How often it was tried.</summary>
    public int? Attempts { get; init; }

    /// <summary>When it goes on by itself.</summary>
    public DateTimeOffset? Until { get; init; }
}

public static class OutboxWay
{
    /// <summary>More of one comment never waits.</summary>
    private const int Most = 20;

    /// <returns>The messages about a comment that have not left, the oldest first.</returns>
    public static async Task<IReadOnlyList<WayStep>> WaitingAsync(
        NpgsqlConnection connection,
        Guid commentId,
        CancellationToken cancellationToken
    )
    {
        // Few rows are ever here, and an outbox that is long is read in a second.
        const string sql = """
            SELECT type, not_before, attempts, not_before > statement_timestamp() AS later,
                to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) AS written_at
            FROM outbox WHERE position(@Id in body) > 0 ORDER BY id LIMIT @Most
            """;
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(sql, new { Id = commentId.ToString(), Most }, cancellationToken: cancellationToken)
        );
        return
        [
            .. rows.Select(row => new WayStep
            {
                Station = "outbox",
                Kind = row.Later && row.Attempts == 0 ? "grace" : "waits",
                At = row.WrittenAt,
                Waits = true,
                Detail = row.Type,
                Attempts = row.Attempts,
                Until = row.Later ? row.NotBefore : null,
            }),
        ];
    }

    private sealed record Row(string Type, DateTimeOffset NotBefore, int Attempts, bool Later, DateTimeOffset WrittenAt);
}
