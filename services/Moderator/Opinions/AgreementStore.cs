using System.Globalization;
using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Moderation.Moderator.Policy;
using Npgsql;

namespace Moderation.Moderator.Opinions;

/// <summary>
/// Reads what seniors see of how far people agree, in their sections, and sets how many decisions are made twice.
/// </summary>
internal sealed class AgreementStore(NpgsqlDataSource database, CommentStore comments)
{
    private const int Shown = 50;

    /// <summary>Of opinions <c>o</c>, those of a person's sections.</summary>
    private const string InSections = "(@Sections::text[] IS NULL OR o.section = ANY(@Sections))";

    private const string Unsettled = $"o.status = 'disagreed' AND o.kind <> 'golden' AND {InSections} AND {Opinion.Stands}";

    public async Task<AgreementPicture> ReadAsync(int days, string[]? sections, CancellationToken cancellationToken)
    {
        const string sql = $"""
            SELECT share, golden_share FROM opinion_settings;
            SELECT o.section, date_trunc('week', o.given_at, 'UTC') AS week, o.first_outcome AS first, o.first_reason,
                o.outcome AS second, o.reason AS second_reason, count(*)::int AS count
            FROM opinions o
            WHERE o.kind = 'drawn' AND o.status <> 'waiting' AND {InSections}
                AND o.given_at > statement_timestamp() - make_interval(days => @days)
            GROUP BY 1, 2, 3, 4, 5, 6;
            SELECT count(*) FILTER (WHERE o.status = 'waiting' AND o.kind <> 'golden' AND {Opinion.Stands})::int,
                count(*) FILTER (WHERE {Unsettled})::int
            FROM opinions o WHERE o.status IN ('waiting', 'disagreed') AND {InSections};
            SELECT date_trunc('week', o.given_at, 'UTC'), count(*) FILTER (WHERE o.status = 'agreed')::int, count(*)::int
            FROM opinions o
            WHERE o.kind = 'golden' AND o.status <> 'waiting' AND {InSections}
                AND o.given_at > statement_timestamp() - make_interval(days => @days)
            GROUP BY 1 ORDER BY 1
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var read = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, new { days, Sections = sections }, cancellationToken: cancellationToken)
        );
        var (share, goldenShare) = await read.ReadSingleAsync<(double, double)>();
        var pairs = (await read.ReadAsync<OpinionPair>()).AsList();
        var (waiting, disagreed) = await read.ReadSingleAsync<(int, int)>();
        var golden = await read.ReadAsync<(DateTimeOffset Week, int Right, int Given)>();
        return new AgreementPicture(
            new OpinionShares(share, goldenShare),
            Agreement.Of(pairs),
            waiting,
            disagreed,
            [
                .. golden.Select(week => new GoldenWeek(
                    DateOnly.FromDateTime(week.Week.UtcDateTime),
                    Share.From(week.Right, week.Given)
                )),
            ]
        );
    }

    public async Task<DisagreementList> DisagreementsAsync(Actor actor, CancellationToken cancellationToken)
    {
        const string sql = $"""
            SELECT o.id, o.comment_id, o.first_outcome, o.first_reason, o.outcome, o.reason, o.given_at,
                (o.first_by = @Id OR o.reader_id = @Id) AS is_own
            FROM opinions o WHERE {Unsettled} ORDER BY o.given_at, o.id LIMIT @Shown
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = (await connection.QueryAsync<Differing>(sql, new { actor.Id, actor.Sections, Shown })).AsList();
        var texts = (await comments.FindAsync([.. found.Select(of => of.CommentId)], cancellationToken)).ToDictionary(c => c.Id);
        return new DisagreementList([.. found.Select(of => of.With(texts[of.CommentId]))]);
    }

    /// <summary>From now on; what was drawn before is still asked for.</summary>
    public async Task SetAsync(OpinionShares shares, string reason, Guid by)
    {
        const string sql =
            "UPDATE opinion_settings SET share = @Share, golden_share = @GoldenShare, changed_at = clock_timestamp()";
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(sql, shares, transaction);
        var set = string.Create(CultureInfo.InvariantCulture, $"{shares.Share:P1} · {shares.GoldenShare:P1}");
        await OperationLog.AddAsync(transaction, new(OperationAreas.Opinions, "shares-set", set, reason), by);
        await transaction.CommitAsync();
    }

    private sealed record Differing
    {
        public Guid Id { get; init; }

        public Guid CommentId { get; init; }

        public Outcome FirstOutcome { get; init; }

        public RejectReason? FirstReason { get; init; }

        public Outcome Outcome { get; init; }

        public RejectReason? Reason { get; init; }

        public DateTimeOffset GivenAt { get; init; }

        public bool IsOwn { get; init; }

        public Disagreement With(Comment comment) =>
            new(
                Id,
                CommentId,
                comment.Headline,
                comment.Section,
                comment.Text,
                new SaidOfComment(FirstOutcome, FirstReason),
                new SaidOfComment(Outcome, Reason),
                comment.Status,
                GivenAt,
                IsOwn
            );
    }
}
