using Dapper;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Policy;

/// <summary>
/// Tries settings on what people have decided, by the stored texts and scores and the word lists in force. Writes nothing.
/// </summary>
public sealed class DryRun(NpgsqlDataSource database, Rulebooks rulebooks)
{
    private const int Most = 200_000;
    private const int Chunk = 1_000;
    private const int SampleSize = 50;

    private const string Decided = $"""
        decisions d JOIN comments c ON c.id = d.comment_id AND c.revision = d.revision
        WHERE {Outcomes.Standing} AND d.decided_at >= @From AND (@sections::text[] IS NULL OR c.section = ANY(@sections))
        """;

    /// <param name="settings">That are tried.</param>
    /// <param name="from">The first instant of the period.</param>
    /// <param name="to">The first instant after it.</param>
    /// <param name="sections">What the person may see; null for all.</param>
    /// <param name="told">Hears how far it has come.</param>
    /// <param name="cancellationToken">The person left.</param>
    internal async Task<DryRunAnswer> RunAsync(
        PolicySettings settings,
        DateTimeOffset from,
        DateTimeOffset to,
        string[]? sections,
        Func<DryRunProgress, Task>? told,
        CancellationToken cancellationToken
    )
    {
        const string sql = $"""
            SELECT c.*, d.id AS decision_id, d.outcome, d.decided_at FROM {Decided} AND (d.decided_at, d.id) < (@Moment, @Id)
            ORDER BY d.decided_at DESC, d.id DESC LIMIT @Chunk
            """;
        const string counted = $"SELECT count(*)::int FROM (SELECT FROM {Decided} AND d.decided_at < @to LIMIT @Most) AS decided";
        var tally = new Tally();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rulebook = await rulebooks.CurrentAsync(connection);
        var of = told is null
            ? 0
            : await connection.ExecuteScalarAsync<int>(
                new CommandDefinition(
                    counted,
                    new
                    {
                        From = from,
                        to,
                        sections,
                        Most,
                    },
                    cancellationToken: cancellationToken
                )
            );
        // Nothing is decided at that very instant.
        for (var (moment, id) = (to, Guid.Empty); ;)
        {
            var decided = (
                await connection.QueryAsync<Comment, PersonsDecision, (Comment Comment, PersonsDecision Decision)>(
                    new CommandDefinition(
                        sql,
                        new
                        {
                            From = from,
                            Moment = moment,
                            Id = id,
                            sections,
                            Chunk,
                        },
                        cancellationToken: cancellationToken
                    ),
                    (comment, decision) => (comment, decision),
                    splitOn: "decision_id"
                )
            ).AsList();
            if (decided.Count > 0)
                await AddAsync(tally, connection, decided, settings, rulebook);
            if (told is not null)
                await told(new(tally.Examined, Math.Max(of, tally.Examined)));
            if (decided.Count < Chunk || tally.Examined >= Most)
                return tally.Answer(complete: decided.Count < Chunk);
            (moment, id) = (decided[^1].Decision.DecidedAt, decided[^1].Decision.DecisionId);
        }
    }

    private static async Task AddAsync(
        Tally tally,
        NpgsqlConnection connection,
        List<(Comment Comment, PersonsDecision Decision)> decided,
        PolicySettings settings,
        Rulebook rulebook
    )
    {
        List<Comment> comments = [.. decided.Select(d => d.Comment)];
        TextEvidence[] texts = [.. comments.AsParallel().AsOrdered().Select(c => TextEvidence.Of(c.Text, rulebook.Terms))];
        var now = await VerdictsAsync(rulebook.Settings);
        var then = await VerdictsAsync(settings);
        for (var i = 0; i < comments.Count; i++)
            tally.Add(comments[i], decided[i].Decision, now[i], then[i]);

        async Task<List<Verdict>> VerdictsAsync(PolicySettings tried)
        {
            var evidence = await EvidenceStore.GatherAsync(
                connection,
                comments,
                [],
                c => tried.For(c.Section, c.ArticleId),
                texts
            );
            return
            [
                .. evidence.Select((known, i) => Policy.Decide(known, tried.For(comments[i].Section, comments[i].ArticleId))),
            ];
        }
    }

    private sealed record PersonsDecision
    {
        public Guid DecisionId { get; init; }

        public Outcome Outcome { get; init; }

        public DateTimeOffset DecidedAt { get; init; }
    }

    private sealed class Tally
    {
        private readonly Dictionary<(Outcome, Outcome), int> _outcomes = [];
        private readonly Dictionary<(Outcome, Outcome), int> _advice = [];
        private readonly List<ChangedComment> _sample = [];
        private int _changed;

        public int Examined { get; private set; }

        public void Add(Comment comment, PersonsDecision decision, Verdict now, Verdict then)
        {
            Examined++;
            Count(_outcomes, then.Outcome);
            Count(_advice, then.Decisive.Advice);
            if (now.Outcome == then.Outcome && now.Decisive.Advice == then.Decisive.Advice)
                return;
            _changed++;
            if (_sample.Count < SampleSize)
            {
                _sample.Add(
                    new ChangedComment(
                        comment.Id,
                        comment.Revision,
                        decision.DecisionId,
                        comment.Text,
                        decision.Outcome,
                        now.Decisive.Advice,
                        then.Decisive.Advice,
                        now.Outcome,
                        then.Outcome,
                        then.Decisive.Rule
                    )
                );
            }

            void Count(Dictionary<(Outcome, Outcome), int> counts, Outcome policy) =>
                counts[(policy, decision.Outcome)] = counts.GetValueOrDefault((policy, decision.Outcome)) + 1;
        }

        public DryRunAnswer Answer(bool complete) =>
            new(Examined, complete, Cells(_outcomes), Cells(_advice), Errors(_outcomes), Errors(_advice), _changed, _sample);

        private static MatrixCell[] Cells(Dictionary<(Outcome Policy, Outcome Person), int> counts) =>
            [
                .. from policy in new[] { Outcome.Approve, Outcome.Reject, Outcome.Hold }
                from person in new[] { Outcome.Approve, Outcome.Reject }
                select new MatrixCell(policy, person, counts.GetValueOrDefault((policy, person))),
            ];

        private static DryRunErrors Errors(Dictionary<(Outcome, Outcome), int> counts)
        {
            var (wrongApprovals, rightApprovals) = (
                counts.GetValueOrDefault((Outcome.Approve, Outcome.Reject)),
                counts.GetValueOrDefault((Outcome.Approve, Outcome.Approve))
            );
            var (wrongRejections, rightRejections) = (
                counts.GetValueOrDefault((Outcome.Reject, Outcome.Approve)),
                counts.GetValueOrDefault((Outcome.Reject, Outcome.Reject))
            );
            return new DryRunErrors(
                Share.From(wrongApprovals, wrongApprovals + rightApprovals),
                Share.From(wrongRejections, wrongRejections + rightRejections),
                Share.From(wrongApprovals + wrongRejections, wrongApprovals + rightApprovals + wrongRejections + rightRejections)
            );
        }
    }
}
