namespace Moderation.ArticleSite.Likes;

/// <summary>What became of a like.</summary>
public abstract record LikeAnswer
{
    private LikeAnswer() { }

    /// <param name="Likes">How many readers like the comment then.</param>
    public sealed record Counted(int Likes) : LikeAnswer;

    /// <summary>The browser's pass is missing, expired or none of Publisher's: another is needed.</summary>
    public sealed record NeedsPass : LikeAnswer;

    /// <param name="Status">HTTP status of the answer to the reader.</param>
    /// <param name="Words">What the reader is told.</param>
    public sealed record Refused(int Status, string Words) : LikeAnswer
    {
        public static Refused Unavailable { get; } =
            new(StatusCodes.Status503ServiceUnavailable, "Chưa ghi được lượt thích. Bạn hãy thử lại sau ít phút.");
    }
}

/// <summary>The likes of some comments.</summary>
/// <param name="Likes">How many readers like each; 0 for one that is missing.</param>
/// <param name="Liked">Those that this reader likes.</param>
public sealed record LikeCounts(IReadOnlyDictionary<Guid, int> Likes, IReadOnlyList<Guid> Liked);

/// <summary>A page of threads in the order of likes.</summary>
/// <param name="Ids">The comments that began them.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record RankedPage(IReadOnlyList<Guid> Ids, string? Next);
