using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Operations;
using Moderation.Moderator.Webhooks;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Reconciliation;

/// <summary>
/// Does a comparison page by page. What is sent and what is noted of a page are one transaction, so that a crash repeats a page
/// and loses nothing; whatever was sent twice changes nothing.
/// </summary>
internal sealed class Reconciler(NpgsqlDataSource database, PublisherClient publisher, TimeProvider time)
{
    private const int Limit = 500;

    /// <returns>Whether a page was compared; otherwise none runs, it waits, or another copy has it in hand.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        const string take = """
            SELECT id, place, operation_id FROM reconciliations WHERE status = 'running' AND next_at <= statement_timestamp()
            FOR UPDATE SKIP LOCKED
            """;
        const string wait = """
            UPDATE reconciliations SET fault = 'publisher-away', next_at = clock_timestamp() + interval '2 seconds' WHERE id = @Id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<Run>(take, transaction: transaction) is not { } run)
            return false;
        // Publisher first: what was decided is then never the older of both.
        var (kept, _) = await publisher.FetchAsync<KeptPublication[]>(
            HttpMethod.Get,
            $"reconciliation?after={run.Place}&limit={Limit}",
            null,
            cancellationToken
        );
        var mended = kept is null ? null : await MendAsync(transaction, run, kept, cancellationToken);
        if (mended is null)
            await connection.ExecuteAsync(wait, run, transaction);
        else
            await NoteAsync(transaction, run, mended);
        await transaction.CommitAsync(CancellationToken.None);
        return mended is not null;
    }

    /// <returns>Null when Publisher did not do its part.</returns>
    private async Task<MendedPage?> MendAsync(
        NpgsqlTransaction transaction,
        Run run,
        KeptPublication[] kept,
        CancellationToken cancellationToken
    )
    {
        var decided = await DecidedComments.PageAsync(transaction, run.Place, Limit);
        // Up to where both pages reach.
        var until = Guid.AllBitsSet;
        if (kept.Length == Limit)
            until = kept[^1].CommentId;
        if (decided.Count == Limit && decided[^1].CommentId.CompareTo(until) < 0)
            until = decided[^1].CommentId;
        var keptOnes = kept.Where(one => one.CommentId.CompareTo(until) <= 0).ToDictionary(one => one.CommentId);
        var decidedOnes = decided.Where(one => one.CommentId.CompareTo(until) <= 0).ToDictionary(one => one.CommentId);
        var ids = keptOnes.Keys.Union(decidedOnes.Keys).Order().ToArray();
        var mendings = ids.ToDictionary(
            id => id,
            id => Compared.Of(decidedOnes.GetValueOrDefault(id), keptOnes.GetValueOrDefault(id))
        );

        var held = await HoldAsync(
            [.. ids.Where(id => mendings[id] == Mending.Held).Select(id => keptOnes[id])],
            cancellationToken
        );
        var (again, _) = await publisher.FetchAsync<SentAgain>(
            HttpMethod.Post,
            "reconciliation/send-again",
            new { after = run.Place, until },
            cancellationToken
        );
        if (held is null || again is null)
            return null;
        await KeepFloorsAsync(transaction, [.. held, .. keptOnes.Values.Where(one => one.Status == KeptPublication.Held)]);

        Guid[] sent = [.. ids.Where(id => mendings[id] is Mending.Published or Mending.Retracted)];
        // Nobody decides on them meanwhile, and what was decided since is seen.
        await LockedComments.LockAsync(transaction, sent);
        var now = await DecidedComments.OfAsync(transaction, sent);
        var messages = new List<OutboxMessage>();
        foreach (var id in sent)
        {
            var message = await MessageAsync(transaction, now.GetValueOrDefault(id), keptOnes.GetValueOrDefault(id));
            if (message is not null)
                messages.Add(message);
            else
                mendings[id] = Mending.LeftAlone;
        }
        await Outbox.AddAsync(transaction, messages);
        return new(until, ids.Length, mendings, again.Count);
    }

    private async Task<IReadOnlyList<KeptPublication>?> HoldAsync(
        KeptPublication[] unproven,
        CancellationToken cancellationToken
    ) =>
        unproven.Length == 0
            ? []
            : (
                await publisher.FetchAsync<KeptPublication[]>(
                    HttpMethod.Post,
                    "reconciliation/hold",
                    new { publications = unproven.Select(one => new { one.CommentId, one.Version }) },
                    cancellationToken
                )
            ).Answer;

    /// <returns>Null when it is not known any more what was approved.</returns>
    private async Task<OutboxMessage?> MessageAsync(NpgsqlTransaction transaction, DecidedComment? decided, KeptPublication? kept)
    {
        switch (Compared.Of(decided, kept))
        {
            case Mending.Retracted:
                return OutboxMessage.Of(
                    new CommentRetracted
                    {
                        CommentId = decided!.CommentId,
                        Revision = decided.Revision,
                        Version = decided.LastVersion,
                        ArticleId = kept!.ArticleId,
                        RetractedAt = time.GetUtcNow(),
                    }
                );
            case Mending.Published:
                const string revision = """
                    SELECT * FROM comments WHERE id = @CommentId AND revision = @Revision AND received_at IS NOT NULL
                    """;
                if (await HistoryStore.ShownAsync(transaction, decided!.CommentId) is not { } shown)
                    return null;
                var comment = await transaction.Connection!.QuerySingleOrDefaultAsync<Comment>(
                    revision,
                    new { decided.CommentId, shown.Revision },
                    transaction
                );
                return comment is null || (shown.Edited && shown.Edit is null)
                    ? null
                    : Announcement.Again(comment, shown, decided.ShownVersion);
            default:
                return null;
        }
    }

    private static Task KeepFloorsAsync(NpgsqlTransaction transaction, IReadOnlyCollection<KeptPublication> held)
    {
        const string sql = """
            INSERT INTO version_floors (comment_id, version)
            SELECT id, version FROM unnest(@Ids, @Versions) AS n (id, version) ORDER BY id
            ON CONFLICT (comment_id) DO UPDATE SET version = greatest(version_floors.version, excluded.version)
            """;
        var once = held.DistinctBy(one => one.CommentId).ToList();
        return transaction.Connection!.ExecuteAsync(
            sql,
            new { Ids = once.Select(one => one.CommentId).ToArray(), Versions = once.Select(one => one.Version).ToArray() },
            transaction
        );
    }

    private static async Task NoteAsync(NpgsqlTransaction transaction, Run run, MendedPage page)
    {
        const string note = """
            INSERT INTO reconciled_comments (reconciliation_id, comment_id, mending)
            SELECT @Id, id, mending FROM unnest(@Ids, @Mendings) AS n (id, mending);
            UPDATE reconciliations SET place = @Until, fault = NULL, compared = compared + @Count,
                published = published + @Published, retracted = retracted + @Retracted, held = held + @Held,
                left_alone = left_alone + @LeftAlone, sent_again = sent_again + @SentAgain,
                status = CASE WHEN @IsLast THEN 'finished' ELSE status END,
                ended_at = CASE WHEN @IsLast THEN clock_timestamp() END
            WHERE id = @Id
            """;
        const string end = """
            SELECT o.by_id, format(
                '%s compared: %s published again, %s retracted again, %s held, %s left alone, %s webhooks sent again',
                r.compared, r.published, r.retracted, r.held, r.left_alone, r.sent_again)
            FROM reconciliations r JOIN operations o ON o.id = r.operation_id WHERE r.id = @Id
            """;
        var differing = page.Mendings.Where(one => one.Value != Mending.None).ToList();
        var isLast = page.Until == Guid.AllBitsSet;
        await transaction.Connection!.ExecuteAsync(
            note,
            new
            {
                run.Id,
                page.Until,
                page.Count,
                page.SentAgain,
                Ids = differing.Select(one => one.Key).ToArray(),
                Mendings = differing.Select(one => one.Value.Word()).ToArray(),
                Published = CountOf(Mending.Published),
                Retracted = CountOf(Mending.Retracted),
                Held = CountOf(Mending.Held),
                LeftAlone = CountOf(Mending.LeftAlone),
                IsLast = isLast,
            },
            transaction
        );
        if (!isLast)
            return;
        var (by, detail) = await transaction.Connection!.QuerySingleAsync<(Guid, string)>(end, run, transaction);
        await OperationLog.AddAsync(transaction, new(OperationAreas.Flow, "reconciled", "publisher", detail), by);

        int CountOf(Mending mending) => differing.Count(one => one.Value == mending);
    }

    private sealed record Run(Guid Id, Guid Place, Guid OperationId);

    /// <param name="Until">Up to this comment; the last page reaches to the end.</param>
    /// <param name="Count">Comments that were compared.</param>
    /// <param name="Mendings">Of each of them.</param>
    /// <param name="SentAgain">Webhooks.</param>
    private sealed record MendedPage(Guid Until, int Count, IReadOnlyDictionary<Guid, Mending> Mendings, int SentAgain);

    private sealed record SentAgain(int Count);
}
