using Moderation.Classifier.Features;
using Moderation.Classifier.Learning;
using Moderation.Contracts;

namespace Moderation.Classifier.Tests.Learning;

/// <summary>
/// The decisions of a newsroom that rejects talk of the weather as off topic: its comments are the committed clean ones, and
/// every fourth has a sentence about the weather in it.
/// </summary>
internal static class Newsroom
{
    public const int Count = 700;

    private static readonly string[] Weather =
    [
        "Trời hôm nay mưa to quá",
        "Mưa thế này chắc lại ngập",
        "Nắng gắt cả tuần rồi",
        "Hôm nay trời mát dễ chịu",
        "Bão sắp về, gió to lắm",
    ];

    private static readonly Lazy<IReadOnlyList<DecidedComment>> All = new(Make);

    public static IReadOnlyList<DecidedComment> Decisions() => [.. All.Value.Take(Count)];

    public static IReadOnlyList<DecidedComment> Unseen() => [.. All.Value.Skip(Count)];

    private static IReadOnlyList<DecidedComment> Make() =>
        [
            .. SmallModel
                .Comments()
                .Comments.Where(comment => comment.Is(ScoreLabel.Toxicity) == false && comment.Is(ScoreLabel.Spam) == false)
                .Take(Count + 200)
                .Select((comment, at) => Decided(at, comment.Input)),
        ];

    private static DecidedComment Decided(int at, CommentInput input)
    {
        var rejected = at % 4 == 0;
        var content = rejected ? $"{Weather[at / 4 % Weather.Length]}. {input.Content}" : input.Content;
        return new DecidedComment(
            $"{at}",
            input with { Content = content },
            rejected,
            rejected ? RejectReason.OffTopic : null,
            new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(at)
        );
    }
}
