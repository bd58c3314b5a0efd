using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Opinions;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Tests.Opinions;

public sealed class AgreementTests
{
    private static readonly DateTimeOffset Week = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Parts_are_by_week_section_and_reason_and_concluded_from_thirty_on()
    {
        var agreement = Agreement.Of([
            Pair(40, "Thời sự", null, null),
            Pair(20, "Thời sự", RejectReason.Spam, RejectReason.Spam),
            Pair(5, "Thời sự", RejectReason.Spam, RejectReason.OffTopic),
            Pair(5, "Thời sự", null, RejectReason.OffTopic),
            Pair(10, null, RejectReason.Illegal, null) with { Week = Week.AddDays(7) },
        ]);

        Assert.Equal((65, 80), (agreement.All.Same.Count, agreement.All.Same.Of));
        Assert.Equal(["2026-11-23", "2026-11-30"], agreement.Weeks.Select(part => part.Of));
        Assert.Equal([null, "Thời sự"], agreement.Sections.Select(part => part.Of));
        Assert.Null(agreement.Sections[0].Figures.Kappa);
        Assert.NotNull(agreement.Sections[1].Figures.Kappa);
        Assert.Equal(["spam", "offTopic", "illegal"], agreement.Reasons.Select(part => part.Of));
        Assert.Equal((75, 80), (agreement.Reasons[0].Figures.Same.Count, agreement.Reasons[0].Figures.Same.Of));
    }

    /// <summary>People who each err on 6 % of the comments, and a model that never does.</summary>
    [Fact]
    public void What_a_model_that_is_always_right_matches_is_within_the_ceiling()
    {
        const double error = 0.06;
        var random = new Random(5);
        var (same, matched, n) = (0, 0, 40_000);
        for (var i = 0; i < n; i++)
        {
            var (first, second) = (random.NextDouble() < error, random.NextDouble() < error);
            same += first == second ? 1 : 0;
            matched += first ? 0 : 1;
        }

        var ceiling = ModelCeiling.Of(Share.From(same, n))!;

        Assert.InRange((double)matched / n, ceiling.Low - 0.004, ceiling.High + 0.004);
        Assert.InRange(ceiling.Value, 0.935, 0.945);
        Assert.Null(ModelCeiling.Of(Share.From(0, 0)));
        Assert.Equal(0.5, ModelCeiling.Of(Share.From(3, 10))!.Value);
    }

    private static OpinionPair Pair(int count, string? section, RejectReason? first, RejectReason? second) =>
        new()
        {
            Section = section,
            Week = Week,
            First = first is null ? Outcome.Approve : Outcome.Reject,
            FirstReason = first,
            Second = second is null ? Outcome.Approve : Outcome.Reject,
            SecondReason = second,
            Count = count,
        };
}
