using System.Data;
using Dapper;
using Moderation.Moderator.Decisions;
using Npgsql;

namespace Moderation.Moderator.Log;

/// <summary>What a walk along the chain found.</summary>
/// <param name="Newest">The last seal that holds.</param>
/// <param name="Break">The first thing that is wrong, in words; null when the chain holds.</param>
/// <param name="Unsealed">How many decisions, changes of accounts and operations wait for their seals.</param>
/// <param name="UnsealedSince">When the oldest of them was made.</param>
public sealed record LogReport(Seal Newest, string? Break, long Unsealed, DateTimeOffset? UnsealedSince);

/// <summary>
/// Walks the chain from its first seal and compares each with its decision, its change of an account or its operation. It finds
/// those, notes and edited texts that were changed, removed, reordered or slipped in. Whoever owns the database could make the
/// whole chain anew, or cut its end: a seal that was noted elsewhere finds that as well.
/// </summary>
public sealed class LogVerification(NpgsqlDataSource database)
{
    private const int ProgressStep = 2_000;

    /// <summary>One pass over everything takes as long as it takes.</summary>
    private const int NoTimeout = 0;

    /// <param name="noted">A seal from an earlier report, which the chain has to hold still.</param>
    /// <param name="progress">Told how many of how many seals are done.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public async Task<LogReport> RunAsync(Seal? noted, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        const string unsealed = """
            SELECT count(*) AS count, min(made_at) AS since, min(what || ' ' || id) FILTER (WHERE NOT waits) AS unknown FROM (
                SELECT 'Decision' AS what, d.id, d.decided_at AS made_at, u.decision_id IS NOT NULL AS waits
                FROM decisions d LEFT JOIN decision_seals s ON s.decision_id = d.id
                    LEFT JOIN unsealed_decisions u ON u.decision_id = d.id
                WHERE s.decision_id IS NULL
                UNION ALL
                SELECT 'Account change', a.id, a.changed_at, u.account_change_id IS NOT NULL
                FROM account_changes a LEFT JOIN decision_seals s ON s.account_change_id = a.id
                    LEFT JOIN unsealed_account_changes u ON u.account_change_id = a.id
                WHERE s.account_change_id IS NULL
                UNION ALL
                SELECT 'Operation', o.id, o.asked_at, u.operation_id IS NOT NULL
                FROM operations o LEFT JOIN decision_seals s ON s.operation_id = o.id
                    LEFT JOIN unsealed_operations u ON u.operation_id = o.id
                WHERE s.operation_id IS NULL
            ) unsealed
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One snapshot: the sealer goes on meanwhile.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await connection.ExecuteAsync(Seal.UtcSql, transaction: transaction);

        var (newest, fault) = await WalkAsync(transaction, noted, progress, cancellationToken);
        var tail = await connection.QuerySingleAsync<Tail>(unsealed, transaction: transaction, commandTimeout: NoTimeout);
        if (fault is null && tail.Unknown is { } unknown)
            fault = $"{unknown} has no seal and does not wait for one: it was slipped in, or its seal was removed.";
        return new LogReport(newest, fault, tail.Count, tail.Since);
    }

    private static async Task<(Seal Newest, string? Break)> WalkAsync(
        NpgsqlTransaction transaction,
        Seal? noted,
        Action<long, long>? progress,
        CancellationToken cancellationToken
    )
    {
        const string chain = $"""
            SELECT s.position, coalesce('decision ' || s.decision_id, 'account change ' || s.account_change_id,
                    'operation ' || s.operation_id) AS of,
                s.previous, s.hash, {Seal.ContentSql} AS content, d.note_digest, n.salt, n.note,
                d.edit_digest, e.salt AS edit_salt, e.title AS edited_title, e.content AS edited_content
            FROM decision_seals s LEFT JOIN decisions d ON d.id = s.decision_id
                LEFT JOIN account_changes a ON a.id = s.account_change_id
                LEFT JOIN operations o ON o.id = s.operation_id
                LEFT JOIN decision_notes n ON n.decision_id = s.decision_id
                LEFT JOIN decision_edits e ON e.decision_id = s.decision_id
            ORDER BY s.position
            """;
        var connection = transaction.Connection!;
        var total = await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM decision_seals",
            transaction: transaction,
            commandTimeout: NoTimeout
        );
        var newest = Seal.None;
        await foreach (
            var link in connection
                .QueryUnbufferedAsync<Link>(chain, transaction: transaction, commandTimeout: NoTimeout)
                .WithCancellation(cancellationToken)
        )
        {
            if (FaultOf(link, newest, noted) is { } fault)
                return (newest, fault);
            newest = new Seal(link.Position, link.Hash);
            if (newest.Position % ProgressStep == 0)
                progress?.Invoke(newest.Position, total);
        }

        progress?.Invoke(newest.Position, total);
        return (
            newest,
            noted?.Position > newest.Position
                ? $"The chain ends at position {newest.Position}; the seal noted for position {noted.Position} was removed."
                : null
        );
    }

    private static string? FaultOf(Link link, Seal before, Seal? noted)
    {
        if (link.Position != before.Position + 1)
            return $"Position {before.Position + 1}: the seal was removed.";
        if (!link.Previous.AsSpan().SequenceEqual(before.Hash))
            return $"Position {link.Position}: the seal of {link.Of} does not follow the one before it: they "
                + "were reordered, or one was changed.";
        if (link.Content is null)
            return $"Position {link.Position}: {link.Of} was removed.";
        if (!before.Next(link.Content).Hash.AsSpan().SequenceEqual(link.Hash))
            return $"Position {link.Position}: {link.Of} was changed, or its seal was.";
        if (link.Note is not null && !SaltedDigest.Of(link.Salt!, link.Note).AsSpan().SequenceEqual(link.NoteDigest))
            return $"Position {link.Position}: the note of {link.Of} was changed.";
        if (
            link.EditedTitle is not null
            && !DecisionEdit
                .DigestOf(link.EditSalt!, link.EditedTitle, link.EditedContent!)
                .AsSpan()
                .SequenceEqual(link.EditDigest)
        )
            return $"Position {link.Position}: the edited text of {link.Of} was changed.";
        if (noted?.Position == link.Position && !noted.Hash.AsSpan().SequenceEqual(link.Hash))
            return $"Position {link.Position}: another seal was noted for it; the chain was made anew.";
        return null;
    }

    private sealed record Link
    {
        public long Position { get; init; }

        /// <summary>What is sealed, in words with its id.</summary>
        public string Of { get; init; } = "";

        public byte[] Previous { get; init; } = [];

        public byte[] Hash { get; init; } = [];

        /// <summary>Null when it is not there.</summary>
        public string? Content { get; init; }

        public byte[]? NoteDigest { get; init; }

        public byte[]? Salt { get; init; }

        /// <summary>Null when there was none, or it was erased.</summary>
        public string? Note { get; init; }

        public byte[]? EditDigest { get; init; }

        public byte[]? EditSalt { get; init; }

        /// <summary>Null when the reader's text was approved, or the edited one was erased.</summary>
        public string? EditedTitle { get; init; }

        public string? EditedContent { get; init; }
    }

    private sealed record Tail
    {
        public long Count { get; init; }

        public DateTimeOffset? Since { get; init; }

        /// <summary>In words with its id.</summary>
        public string? Unknown { get; init; }
    }
}
