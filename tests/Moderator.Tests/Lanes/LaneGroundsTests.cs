using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Moderator.Lanes;
using Moderation.Moderator.Lists;
using Moderation.Moderator.Policy;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Lanes;

/// <summary>What is kept of the decisions, on a database of its own and a clock that the test sets.</summary>
public sealed class LaneGroundsTests : IAsyncLifetime
{
    private static readonly Lane Publish = new()
    {
        Name = LaneName.Publish,
        Budget = 0.01,
        AuditShare = 0.05,
    };

    private readonly SetClock _clock = new();
    private TestDatabase _database = null!;
    private LaneGrounds _grounds = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await MigratedDatabase.CopyAsync();
        var rulebooks = new Rulebooks(new PolicySettings(), new ListOptions(), NullLogger<Rulebooks>.Instance);
        var evidence = new LaneEvidence(_database.Source, new TrialEvidence(_database.Source, rulebooks));
        _grounds = new LaneGrounds(evidence, _clock);
        await DecidedComments.AddAsync(_database.Source, 1, 1_000);
    }

    public async ValueTask DisposeAsync()
    {
        _grounds.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_looks_within_a_minute_is_shown_what_was_read_and_when_and_the_next_what_is_now()
    {
        var read = await FindAsync(Publish);
        await DecidedComments.AddAsync(_database.Source, 1_001, 1_500);
        _clock.Now += TimeSpan.FromSeconds(59);
        var kept = await FindAsync(Publish);
        _clock.Now += TimeSpan.FromSeconds(1);
        var now = await FindAsync(Publish);

        Assert.Same(read, kept);
        Assert.Equal((1_000, 1_500), (read.Decisions, now.Decisions));
        Assert.Equal((_clock.Now - TimeSpan.FromMinutes(1), _clock.Now), (read.ReadAt, now.ReadAt));
    }

    [Fact]
    public async Task All_who_look_at_once_are_shown_one_read()
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FindAsync(Publish)));

        Assert.Single(seen.Distinct(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public async Task What_a_lane_did_is_counted_once_a_minute_and_anew_when_it_is_opened_again()
    {
        var open = Publish with { OpenedAt = TimeProvider.System.GetUtcNow().AddDays(-3), Model = "test-1" };
        await TakeAsync(1, 400, takenBack: 7);
        var counted = await CountAsync(open);
        await TakeAsync(401, 500, takenBack: 0);
        _clock.Now += TimeSpan.FromSeconds(59);
        var kept = await CountAsync(open);
        var shut = await CountAsync(open with { OpenedAt = null }, later: TimeSpan.FromMinutes(1));
        var now = await CountAsync(open, later: TimeSpan.FromMinutes(1));

        Assert.Same(counted, kept);
        Assert.Equal([(400, 7), (0, 0), (500, 7)], new[] { counted, shut, now }.Select(work => (work.Taken, work.TakenBack)));
        Assert.Equal(_clock.Now, now.CountedAt);
    }

    [Fact]
    public async Task Another_budget_another_model_and_the_other_lane_are_read_for_themselves()
    {
        var read = await FindAsync(Publish);
        var bolder = await FindAsync(Publish with { Budget = 0.15 });
        var other = await FindAsync(Publish, "test-2");
        var reject = await FindAsync(Publish with { Name = LaneName.Reject });

        Assert.Equal(["strictest", "strict", "balanced", "bold"], read.Levels.Select(level => level.Level));
        Assert.Equal((null, 0.15), (bolder.Levels[^1].Level, bolder.Levels[^1].Budget));
        Assert.True(bolder.Levels[^1].Share > read.Levels[^1].Share);
        Assert.Equal((0, 0d), (other.Decisions, other.Levels.Sum(level => level.Share)));
        Assert.Equal([0.0025, 0.005, 0.01, 0.025], reject.Levels.Select(level => level.Budget));
    }

    [Fact]
    public async Task Before_the_first_comment_a_lane_stands_on_nothing_and_says_how_many_are_needed()
    {
        var nothing = await FindAsync(Publish, model: null);

        Assert.Equal(0, nothing.Decisions);
        Assert.All(nothing.Levels, level => Assert.True(level is { Share: 0, Needed: > 0 }));
    }

    private Task<LaneWork> CountAsync(Lane lane, TimeSpan later = default)
    {
        _clock.Now += later;
        return _grounds.FindWorkAsync(lane, TestContext.Current.CancellationToken);
    }

    /// <summary>As the lane decides; some of it a person then decides otherwise.</summary>
    private async Task TakeAsync(int first, int last, int takenBack)
    {
        const string sql = """
            INSERT INTO comments (id, revision, status, article_id, name, title, content, submitted_at, received_at)
            SELECT ('00000000-0000-7000-a000-' || lpad(n::text, 12, '0'))::uuid, 1, 'approved', 'bai', 'Bạn đọc', '', 'Hay',
                clock_timestamp(), clock_timestamp()
            FROM generate_series(@first, @last) AS n;
            INSERT INTO decisions (id, comment_id, revision, version, outcome, rule, findings, origin, decided_at)
            SELECT gen_random_uuid(), ('00000000-0000-7000-a000-' || lpad(n::text, 12, '0'))::uuid, 1, 1, 'approve',
                'publish-lane', '[]', 'pending', clock_timestamp()
            FROM generate_series(@first, @last) AS n;
            INSERT INTO decisions (id, comment_id, revision, version, outcome, moderator_id, reason, origin, decided_at)
            SELECT gen_random_uuid(), ('00000000-0000-7000-a000-' || lpad(n::text, 12, '0'))::uuid, 1, 2, 'reject',
                (SELECT id FROM moderators LIMIT 1), 'spam', 'pending', clock_timestamp()
            FROM generate_series(@first, @first + @takenBack - 1) AS n
            """;
        await using var connection = await _database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(
            sql,
            new
            {
                first,
                last,
                takenBack,
            }
        );
    }

    private Task<LaneGround> FindAsync(Lane lane, string? model = "test-1") =>
        _grounds.FindAsync(lane, model, TestContext.Current.CancellationToken);

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
