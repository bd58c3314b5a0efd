using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Moderator.Lanes;
using Moderation.Moderator.Lists;
using Moderation.Moderator.Policy;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Lanes;

/// <summary>What counts of a trial, on a database of its own with a thousand comments, of which people decided all.</summary>
public sealed class TrialEvidenceTests : IAsyncLifetime
{
    private const string Model = "trial-1";

    /// <summary>Of the thousand, those scored below what the policy holds, which the publish lane might take.</summary>
    private const int Publishable = 600;

    private static readonly Lane Publish = new()
    {
        Name = LaneName.Publish,
        Budget = 0.05,
        AuditShare = 0.05,
    };

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await MigratedDatabase.CopyAsync();
        await DecidedComments.AddAsync(_database.Source, 1, 1_000);
        await DecidedComments.TryAsync(_database.Source, Model);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_people_decided_of_comments_that_it_had_scored_before_counts_for_the_lane_that_could_take_them()
    {
        Assert.Equal((Publishable, Publishable), await CountAsync(Publish));
        Assert.Equal((1_000, 1_000), await CountAsync(Publish with { Name = LaneName.Reject }));
        Assert.Equal((0, 0), await CountAsync(Publish, "trial-2"));
        var levels = (await FindAsync(Publish, Model)).Levels;
        Assert.InRange(levels.Single(level => level.Level == "bold").Share, 0.8, 0.9);
    }

    [Theory]
    [InlineData("decided before it was scored", "UPDATE shadow_scores SET scored_at = scored_at + interval '2 minutes'")]
    [InlineData("taken back by its author", "UPDATE comments SET status = 'withdrawn'")]
    [InlineData("of no lane", "UPDATE comments SET pre_moderated = true")]
    [InlineData("the newsroom's own", "UPDATE comments SET badge = 'newsroom'")]
    [InlineData(
        "corrected",
        """
        INSERT INTO comments (id, revision, status, article_id, name, title, content, submitted_at, received_at)
        SELECT id, 2, 'awaitingScores', article_id, name, title, content, submitted_at, received_at FROM comments
        """
    )]
    [InlineData(
        "not read because a lane was open",
        """
        INSERT INTO lane_openings (id, lane, opened_at, shut_at)
        VALUES (gen_random_uuid(), 'reject', clock_timestamp() - interval '3 days', clock_timestamp() - interval '1 day')
        """
    )]
    public async Task Nothing_counts_that_is(string what, string sql)
    {
        await ExecuteAsync(sql);
        Assert.Equal((what, (0, 0)), (what, await CountAsync(Publish)));
    }

    [Fact]
    public async Task While_a_lane_was_open_what_was_drawn_by_lot_counts()
    {
        await ExecuteAsync(
            """
            INSERT INTO lane_openings (id, lane, opened_at) VALUES (gen_random_uuid(), 'publish', now() - interval '3 days');
            INSERT INTO blind_reads (comment_id, revision, rule, scores, risk, scored_at)
            SELECT id, revision, 'nothing-found', scores, risk, scored_at FROM comments WHERE risk < 0.2
            """
        );
        Assert.Equal((200, 200), await CountAsync(Publish));
        // Of a time in which it is not known how lanes were, not even these.
        await ExecuteAsync("UPDATE lane_openings SET opened_at = '-infinity'");
        Assert.Equal((0, 0), await CountAsync(Publish));
    }

    [Fact]
    public async Task What_nobody_read_within_a_day_counts_as_wrong_and_much_of_it_makes_the_trial_count_for_nothing()
    {
        var all = (await FindAsync(Publish, Model)).Levels[^1].Share;
        await DecidedComments.AddAsync(_database.Source, 1_001, 1_010, unread: 10);
        await DecidedComments.AddAsync(_database.Source, 1_011, 1_100, unread: 90, hours: 23);
        await DecidedComments.TryAsync(_database.Source, Model);

        var unread = Enumerable.Range(1_001, 10).Count(n => n * 7919 % 1000 < Publishable);
        Assert.Equal((Publishable + unread, Publishable + unread), await CountAsync(Publish));
        Assert.True((await FindAsync(Publish, Model)).Levels[^1].Share < all);
        var strict = await FindAsync(Publish with { Budget = 0.01 }, Model);
        Assert.Equal((0, 0, Publishable + unread), (strict.Decisions, strict.OnTrial, strict.LeftOut));
    }

    private async Task<(int All, int OnTrial)> CountAsync(Lane lane, string model = Model)
    {
        var ground = await FindAsync(lane, model);
        return (ground.Decisions, ground.OnTrial);
    }

    private async Task<LaneGround> FindAsync(Lane lane, string model)
    {
        var rulebooks = new Rulebooks(new PolicySettings(), new ListOptions(), NullLogger<Rulebooks>.Instance);
        var evidence = new LaneEvidence(_database.Source, new TrialEvidence(_database.Source, rulebooks));
        using var grounds = new LaneGrounds(evidence, TimeProvider.System);
        return await grounds.FindAsync(lane, model, TestContext.Current.CancellationToken);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql);
    }
}
