using Moderation.Moderator.Drift;
using Moderation.Moderator.People;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Drift;

public sealed class DriftTests(ModeratorFixture moderator)
{
    private const string Model = "model-1";
    private static readonly DateOnly Monday = new(2026, 11, 23);

    [Fact]
    public void Where_nothing_moved_there_is_no_alarm()
    {
        var report = DriftReport.Of([.. Enumerable.Range(0, 9).Select(ago => Like(ago))]);

        Assert.Equal((Model, 0), (report.Model, report.Missing));
        Assert.Empty(report.Alarms);
        Assert.Equal(9, report.Weeks.Count);
        Assert.Equal(1, report.Weeks[0].Shares.Sum(), 12);
        Assert.InRange(report.Weeks[0].Agreement!.Value, 0.7, 0.95);
        Assert.Equal(0.02, report.Weeks[0].Strange);
    }

    [Fact]
    public void Scores_that_moved_agreement_that_fell_and_strange_words_are_told_with_their_figures()
    {
        // Half as many low scores as before, rejections all over the scores, five times the strange words.
        var now = new Week(Monday, [Bin(2, 300, 200, 40), Bin(20, 300, 100, 40), Bin(40, 600, 40, 20)], 10_000, 1_000);
        var report = DriftReport.Of([now, .. Enumerable.Range(1, 8).Select(ago => Like(ago))]);

        Assert.Equal(
            [(DriftKind.ScoresMoved, ""), (DriftKind.AgreementFell, null), (DriftKind.StrangeWords, null)],
            report.Alarms.Select(alarm => (alarm.Kind, alarm.Label))
        );
        var agreement = report.Alarms[1];
        Assert.True(agreement.Now < agreement.Before - 0.03);
        Assert.Equal((0.02, 0.1), (report.Alarms[2].Before, report.Alarms[2].Now));
        Assert.True(report.Unsettles(Model));
        Assert.False(report.Unsettles("model-2"));
        Assert.False((report with { Alarms = [report.Alarms[2]] }).Unsettles(Model));
    }

    [Fact]
    public void Of_a_new_model_or_few_comments_nothing_is_told()
    {
        var first = new Week(Monday, [Bin(40, 900, 0, 0) with { Model = "model-2" }], 100, 90);
        var report = DriftReport.Of([first, .. Enumerable.Range(1, 8).Select(ago => Like(ago))]);

        Assert.Equal(("model-2", 500), (report.Model, report.Missing));
        Assert.Empty(report.Alarms);
        var nothing = DriftReport.Of([.. Enumerable.Range(0, 9).Select(ago => new Week(Monday.AddDays(-7 * ago), [], 0, 0))]);
        Assert.Null(nothing.Model);
        Assert.Empty(nothing.Alarms);
        Assert.Null(nothing.Weeks[0].Strange);
    }

    [Fact]
    public void The_index_is_the_sum_over_bins_of_the_difference_times_the_logarithm_of_the_ratio()
    {
        // With half a comment more in each: 60.5 and 40.5 of 101, against 30.5 and 70.5.
        var index = DriftReport.StabilityIndex([60, 40], [30, 70]);

        Assert.Equal((30 / 101.0 * Math.Log(60.5 / 30.5)) + (-30 / 101.0 * Math.Log(40.5 / 70.5)), index, 12);
        Assert.Equal(0, DriftReport.StabilityIndex([10, 20], [10, 20]), 12);
    }

    [Fact]
    public async Task Days_are_counted_from_the_comments_and_what_people_decided()
    {
        using var senior = await moderator.SignedInAsync(Make.Unique("Trưởng ban"), Role.Senior);
        var model = Make.Unique("mo-hinh");
        List<Guid> ids = [];
        foreach (var content in new[] { "Cầu mới thông xe rồi", "k88vip xyzzy qwrt zzkk" })
        {
            var submitted = Make.Under(Make.Unique("bai"), content: content);
            await moderator.SendAsync(submitted);
            await moderator.SendAsync(Make.Classified(submitted.CommentId, toxicity: 0.5f) with { Model = model });
            await Eventually.IsTrueAsync("it waits", async () =>
                await moderator.StatusOfAsync(submitted.CommentId) is "pending" or "suspect"
            );
            ids.Add(submitted.CommentId);
        }
        using var decided = await senior.DecideAsync(ids[0], "reject", "spam");
        Assert.True(decided.IsSuccessStatusCode);

        const string counted = "SELECT coalesce(sum({0}), 0)::int FROM score_days WHERE model = @model AND label = @label";
        await Eventually.IsTrueAsync("the day is counted", async () => (await CountAsync("rejected", "")) == 1);
        Assert.Equal((2, 2), (await CountAsync("scored", ""), await CountAsync("scored", "toxicity")));
        Assert.Equal(0, await CountAsync("approved", ""));
        Assert.Equal(
            25,
            await moderator.ReadAsync<int>(
                "SELECT max(bin) FROM score_days WHERE model = @model AND label = 'toxicity'",
                new { model }
            )
        );
        await Eventually.IsTrueAsync("the report names the model", async () =>
        {
            using var answer = await senior.GetAsync("/api/models/drift");
            return (await answer.Content.ReadAsStringAsync()).Contains(model, StringComparison.Ordinal);
        });
        Assert.True(
            await moderator.ReadAsync<bool>("SELECT sum(strange) >= 4 AND sum(words) > sum(strange) FROM word_days", new { })
        );

        Task<int> CountAsync(string column, string label) =>
            moderator.ReadAsync<int>(counted.Replace("{0}", column, StringComparison.Ordinal), new { model, label });
    }

    /// <summary>A week in which most scores are low, and most of what is rejected scores high.</summary>
    private static Week Like(int ago) =>
        new(Monday.AddDays(-7 * ago), [Bin(2, 700, 400, 20), Bin(20, 200, 100, 30), Bin(40, 100, 20, 60)], 10_000, 200);

    private static CountedBin Bin(short bin, int scored, int approved, int rejected) =>
        new()
        {
            Model = Model,
            Bin = bin,
            Scored = scored,
            Approved = approved,
            Rejected = rejected,
        };
}
