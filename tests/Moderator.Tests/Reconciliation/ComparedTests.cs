using Moderation.Moderator.Reconciliation;

namespace Moderation.Moderator.Tests.Reconciliation;

/// <summary>What is done where what was decided differs from what Publisher keeps.</summary>
public class ComparedTests
{
    private static readonly Guid Id = Guid.CreateVersion7();

    [Theory]
    // Publisher was restored, or a message was lost.
    [InlineData(true, 3, 3, null, 0, Mending.Published)]
    [InlineData(true, 3, 3, "published", 1, Mending.Published)]
    [InlineData(true, 3, 3, "retracted", 2, Mending.Published)]
    [InlineData(true, 3, 3, "held", 2, Mending.Published)]
    [InlineData(false, 1, 2, "published", 1, Mending.Retracted)]
    // All is as it should be.
    [InlineData(true, 3, 3, "published", 3, Mending.None)]
    [InlineData(true, 1, 2, "published", 1, Mending.None)]
    [InlineData(false, 0, 1, null, 0, Mending.None)]
    [InlineData(false, 1, 2, "retracted", 2, Mending.None)]
    [InlineData(false, 1, 2, "withdrawn", 9, Mending.None)]
    [InlineData(false, 0, 0, "held", 4, Mending.None)]
    // Moderator was restored: what it knows nothing of is not shown, and nothing of it is thrown away.
    [InlineData(false, 0, 0, "published", 1, Mending.Held)]
    [InlineData(false, 1, 2, "published", 2, Mending.Held)]
    [InlineData(false, 1, 2, "published", 5, Mending.Held)]
    [InlineData(true, 1, 1, "published", 5, Mending.LeftAlone)]
    [InlineData(true, 1, 1, "retracted", 5, Mending.LeftAlone)]
    [InlineData(true, 1, 1, "held", 5, Mending.LeftAlone)]
    [InlineData(true, 3, 3, "withdrawn", 2, Mending.LeftAlone)]
    public void Each_difference_is_mended_in_the_way_that_keeps_the_promises(
        bool isPublic,
        int shown,
        int last,
        string? status,
        int version,
        Mending expected
    )
    {
        var kept = status is null ? null : new KeptPublication(Id, "bai", version, status);

        Assert.Equal(expected, Compared.Of(new DecidedComment(Id, 1, isPublic, shown, last, IsLeaving: false), kept));
        Assert.Equal(Mending.None, Compared.Of(new DecidedComment(Id, 1, isPublic, shown, last, IsLeaving: true), kept));
    }

    [Theory]
    [InlineData("published", Mending.Held)]
    [InlineData("retracted", Mending.None)]
    [InlineData("withdrawn", Mending.None)]
    [InlineData("held", Mending.None)]
    public void What_only_Publisher_knows_is_not_shown_and_not_thrown_away(string status, Mending expected) =>
        Assert.Equal(expected, Compared.Of(null, new KeptPublication(Id, "bai", 1, status)));
}
